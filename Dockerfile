# Runs Broadsheet on a newsletter mounted at /newsletter:
#   docker build --tag broadsheet .
#   docker run --rm --volume "$PWD:/newsletter" broadsheet check
# The image has not been built with a container engine. Its steps have been run one by one, and
# tests/image/ checks the rest.

FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# No package needs its scripts here, and those of Broadsheet come later.
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.ts && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production BROADSHEET_DATA=/tmp/broadsheet
COPY --from=build /build/package.json /opt/broadsheet/
COPY --from=build /build/bin /opt/broadsheet/bin
COPY --from=build /build/dist/lib /opt/broadsheet/dist/lib
COPY --from=build /build/.github/workflows /opt/broadsheet/.github/workflows
COPY --from=build /build/.gitlab-ci.yml /opt/broadsheet/
COPY --from=build /build/templates /opt/broadsheet/templates
COPY --from=build /build/node_modules /opt/broadsheet/node_modules
RUN ln -s /opt/broadsheet/bin/broadsheet.js /usr/local/bin/broadsheet
USER node
WORKDIR /newsletter
HEALTHCHECK --interval=5m --timeout=30s CMD ["broadsheet", "--version"]
ENTRYPOINT ["broadsheet"]
CMD ["--help"]
