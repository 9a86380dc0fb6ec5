/** A concrete topic to publish to; patterns are MQTT filters. */
import { type Canonical, isPlain, type Matcher } from "./matcher.js";
import { everything, longestTopic, MqttPattern, parseFilter } from "./mqtt.js";

export const topic: Matcher = {
  value: (raw): Canonical | undefined => {
    if (raw === "" || !isPlain(raw, longestTopic) || /[+#]/.test(raw)) return undefined;
    const levels = raw.split("/");
    if (levels[0] === "$share") return undefined;
    return { value: raw, pattern: new MqttPattern(raw, levels) };
  },
  pattern: (text) => (text === "*" ? everything : parseFilter(text)),
  all: everything,
};
