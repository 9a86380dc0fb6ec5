/** Languages whose apps are one core module; components are tested where components run. */
import { buildableLanguages, findLanguage } from "../../generator/src/backend/registry.js";

const recipes = await Promise.all(buildableLanguages.map((id) => findLanguage(id)?.recipe?.()));

export const coreLanguages: readonly string[] = recipes.flatMap((recipe) =>
  recipe === undefined || recipe.makes === "component" ? [] : [recipe.language],
);
