/** Offers the readings of a sensor over HTTP: the last one, and the history of the last minute. */
import { config, defineApp, onSample } from "@ocrekit/sdk";
import { type HttpAnswer, type HttpRequest, serveHttp } from "@ocrekit/sdk/http";
import { Sensor } from "@ocrekit/sdk/sensors/sensors";

const samples = 60;
const periodMs = 1000;

defineApp({
  onStart() {
    const room = Sensor.open("room");
    const quantity = room.channelQuantity(0);
    const history: number[] = [];
    onSample(room, periodMs, () => {
      history.push(room.read(0));
      if (history.length > samples) history.shift();
    });

    const answer = ({ method, path }: HttpRequest): HttpAnswer => {
      if (method !== "GET") return { status: 405, body: "GET only" };
      switch (path) {
        case "/":
          return { body: { quantity, value: room.read(0) } };
        case "/history":
          return { body: { quantity, periodMs, values: history } };
        default:
          return { status: 404, body: `there is no ${path}` };
      }
    };
    const { port } = serveHttp(config.number("port", 8080), answer, { address: "127.0.0.1" });
    console.log(`listens on port ${port}`);
  },
});
