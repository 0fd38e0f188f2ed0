/** Mail servers that close when the test that started them ends. */
import { onTestFinished } from 'vitest';
import { startScripted, type ScriptedOptions, type ScriptedServer } from './scripted-server.ts';
import { startSink, type SinkOptions, type SmtpSink } from './smtp-sink.ts';

export async function sink(options?: SinkOptions): Promise<SmtpSink> {
  const started = await startSink(options);
  onTestFinished(started.close);
  return started;
}

export async function scripted(options?: ScriptedOptions): Promise<ScriptedServer> {
  const started = await startScripted(options);
  onTestFinished(started.close);
  return started;
}
