# Runs Broadsheet on a newsletter mounted at /newsletter, as your user:
#   docker build --tag broadsheet .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/newsletter" broadsheet check
# The list and the ledger are in the newsletter's .broadsheet/, unless DATABASE_URL names a database.
# The image has not been built with a container engine. tests/image/ runs its steps one by one.

FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# No package needs its scripts here, and those of Broadsheet come later.
RUN npm ci --ignore-scripts
COPY . .
# What npm packs, with the libraries that it needs.
RUN node scripts/build.ts \
  && npm pack --ignore-scripts \
  && mkdir /opt/broadsheet \
  && tar -xzf broadsheet-*.tgz -C /opt/broadsheet --strip-components=1 \
  && npm prune --omit=dev --ignore-scripts \
  && mv node_modules /opt/broadsheet/

FROM node:24-slim
ENV NODE_ENV=production
COPY --from=build /opt/broadsheet /opt/broadsheet
RUN ln -s /opt/broadsheet/bin/broadsheet.js /usr/local/bin/broadsheet
USER node
WORKDIR /newsletter
ENTRYPOINT ["broadsheet"]
CMD ["--help"]
