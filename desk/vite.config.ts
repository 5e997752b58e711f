// The page is served under the root of the desk's own server, with a content-security policy that allows
// nothing inline: no data: address for a small file, no inline script for preloading.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

const browsers = ["chrome123", "firefox120", "safari17.5"];

const codebook = readdirSync(new URL("../src/fogline/codebook", import.meta.url))
  .filter((name) => name.endsWith(".toml"))
  .map((name) => name.slice(0, -".toml".length))
  .sort();

export default defineConfig({
  define: { CODEBOOK: JSON.stringify(codebook) },
  plugins: [svelte()],
  build: {
    outDir: "../src/fogline/web/page",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: browsers,
    cssTarget: browsers,
    chunkSizeWarningLimit: 1200,
    // whose code is in the page, and under which terms
    license: { fileName: "licenses.md" },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8765" } },
});
