/* The connections of a Modbus TCP server: bytes come as they like, and a frame is served when all of it is there. */
#include "modbus.h"
#include "reactor.h"

enum {
  listener_token = 1,
  first_client = 2,
  most_clients = 4,
};

struct client {
  bool used;
  ocre_sockets_tcp_connection_t connection;
  uint8_t received[modbus_frame];
  size_t count;
};

static ocre_sockets_tcp_listener_t listener;
static struct client clients[most_clients];

static void drop(struct client *client) {
  ocre_sockets_tcp_connection_drop(client->connection);
  client->used = false;
}

static void accept_client(void) {
  ocre_sockets_tcp_connection_t connection;
  if (ocre_sockets_tcp_listener_accept(listener, 0, &connection) != OCRE_SYSTEM_STATUS_OK) return;
  for (uint32_t i = 0; i < most_clients; i++) {
    struct client *client = &clients[i];
    if (client->used) continue;
    client->used = true;
    client->connection = connection;
    client->count = 0;
    ocre_sockets_tcp_connection_watch(connection, OCRE_SOCKETS_READINESS_READABLE, first_client + i);
    return;
  }
  OCRE_LOG_WARN("no room for one more client");
  ocre_sockets_tcp_connection_drop(connection);
}

/* Serves the frames that are whole; false when what came is no Modbus. */
static bool serve(struct client *client) {
  for (;;) {
    static uint8_t answer[modbus_frame];
    size_t length = modbus_length(client->received, client->count);
    if (length == SIZE_MAX) return false;
    if (length == 0 || length > client->count) return true;
    size_t size = modbus_serve(client->received, length, answer);
    uint32_t taken = 0;
    ocre_system_status_t status =
        ocre_sockets_tcp_connection_send(client->connection, wit_bytes_make(answer, size), 0, &taken);
    /* A client that does not read its answers is not worth a queue. */
    if (status != OCRE_SYSTEM_STATUS_OK || taken != size) return false;
    client->count -= length;
    for (size_t i = 0; i < client->count; i++) client->received[i] = client->received[length + i];
  }
}

static void receive(struct client *client) {
  wit_bytes_t bytes;
  uint32_t room = (uint32_t)(sizeof client->received - client->count);
  ocre_system_status_t status = ocre_sockets_tcp_connection_receive(client->connection, room, 0, &bytes);
  if (status == OCRE_SYSTEM_STATUS_WOULD_BLOCK) return;
  if (status != OCRE_SYSTEM_STATUS_OK || bytes.len == 0) {
    drop(client);
    return;
  }
  for (size_t i = 0; i < bytes.len; i++) client->received[client->count++] = bytes.ptr[i];
  if (serve(client)) return;
  OCRE_LOG_WARN("a client sent what is no Modbus");
  drop(client);
}

void ocre_sockets_socket_handler_on_socket(ocre_system_token_t token, ocre_sockets_readiness_t ready) {
  (void)ready;
  if (token == listener_token) accept_client();
  else if (token - first_client < most_clients && clients[token - first_client].used) receive(&clients[token - first_client]);
}

bool ocre_app_lifecycle_on_start(ocre_app_lifecycle_start_reason_t reason) {
  (void)reason;
  ocre_sockets_ipv4_address_t loopback = {127, 0, 0, 1};
  ocre_sockets_ip_address_option_t address =
      ocre_sockets_ip_address_option_some(ocre_sockets_ip_address_make_ipv4(loopback));
  ocre_sockets_socket_address_t bound;
  if (!open_registers() ||
      ocre_sockets_tcp_listener_open(address, 0, most_clients, &listener) != OCRE_SYSTEM_STATUS_OK ||
      ocre_sockets_tcp_listener_local_address(listener, &bound) != OCRE_SYSTEM_STATUS_OK ||
      ocre_sockets_tcp_listener_watch(listener, true, listener_token) != OCRE_SYSTEM_STATUS_OK) {
    return false;
  }
  OCRE_LOG_INFO("listens on port %u", bound.port);
  return true;
}

OCRE_APP_LIFECYCLE_EXPORT();
OCRE_SOCKETS_SOCKET_HANDLER_EXPORT();
