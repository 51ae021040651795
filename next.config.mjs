// Plain JavaScript, because the server reads it at every start.

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Only while building: the name of the build is written into the pages' scripts.
  ...(process.env.PORCHLIGHT_BUILD && {
    compiler: { define: { PORCHLIGHT_BUILD: process.env.PORCHLIGHT_BUILD } },
  }),
  serverExternalPackages: ['pg', '@prisma/adapter-pg', '@prisma/client', 'ably', 'better-auth'],
  // `npm test` checks the types; a start need not wait for that.
  typescript: { ignoreBuildErrors: true },
  // A lock file in a folder above would otherwise be taken for the project's.
  turbopack: { root: import.meta.dirname },
  // The server says `localhost`; a browser may as well call it by its number.
  allowedDevOrigins: ['127.0.0.1'],
}

export default config
