import { mount } from "svelte";
import App from "./App.svelte";
import "./app.css";

const target = document.getElementById("desk");
if (target === null) throw new Error("the page has no element #desk");
mount(App, { target });
