/** What Vite makes of imports that TypeScript does not know. */

declare module "*.css";

declare module "*?worker&inline" {
	const InlineWorker: new () => Worker;
	export default InlineWorker;
}
