/** What Vite makes of imports that TypeScript does not know. */

declare module "*.css";
