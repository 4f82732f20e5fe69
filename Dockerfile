# Untested: this image could not be built where it was written.
FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN npm run -s build && mkdir /data && chown node /data
USER node
ENV NODE_ENV=production TELLTALE_HOST=0.0.0.0 TELLTALE_DATA=/data
VOLUME /data
EXPOSE 8787
CMD ["npm", "start"]
