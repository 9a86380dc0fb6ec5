/** Building apps: projects, recipes at work, the check of the module. */
export { type BuildOptions, type BuildResult, buildApp } from "./build-app.js";
export { type Made, makeModule } from "./make-module.js";
export { type Project, type ReadProject, readProject, sdkFolder } from "./project.js";
