/** Topics and filters of MQTT: which are well formed, and which filter selects which topic. */

const maxTopicBytes = 128;
const encoder = new TextEncoder();

export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

export function isTopic(topic: string): boolean {
  return topic !== "" && byteLength(topic) <= maxTopicBytes && !/[+#\0]/.test(topic);
}

export function isFilter(filter: string): boolean {
  if (filter === "" || byteLength(filter) > maxTopicBytes || filter.includes("\0")) return false;
  const levels = filter.split("/");
  return levels.every(
    (level, index) =>
      level === "+" || (level === "#" && index === levels.length - 1) || (!level.includes("+") && !level.includes("#")),
  );
}

/** Topics that begin with `$` are never selected by a wildcard in the first level. */
export function matchesFilter(filter: string, topic: string): boolean {
  const levels = topic.split("/");
  const wanted = filter.split("/");
  if (topic.startsWith("$") && (wanted[0] === "+" || wanted[0] === "#")) return false;
  for (const [index, want] of wanted.entries()) {
    if (want === "#") return true;
    const level = levels[index];
    if (level === undefined || (want !== "+" && want !== level)) return false;
  }
  return levels.length === wanted.length;
}
