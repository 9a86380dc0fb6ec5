/* Every function of ocre:sockets. The first argument is the port of an echo server on the loopback. */
#include "../tour.h"

static const char loopback[] = "127.0.0.1";

static uint16_t echo_port(void) {
  wit_string_list_t arguments = ocre_system_environment_get_arguments();
  uint32_t port = 0;
  for (size_t i = 0; arguments.len > 0 && i < arguments.ptr[0].len; i++) {
    port = port * 10 + (uint32_t)(arguments.ptr[0].ptr[i] - '0');
  }
  return (uint16_t)port;
}

static ocre_sockets_ip_address_option_t on_loopback(void) {
  ocre_sockets_ipv4_address_t address;
  address.f0 = 127;
  address.f1 = 0;
  address.f2 = 0;
  address.f3 = 1;
  return ocre_sockets_ip_address_option_some(ocre_sockets_ip_address_make_ipv4(address));
}

static void client(uint16_t port) {
  ocre_sockets_tcp_connection_t connection;
  ocre_sockets_socket_address_t address;
  ocre_system_events_event_option_t event;
  wit_bytes_t bytes;
  uint32_t taken = 0;
  if (tour("tcp.[static]connection.connect", ocre_sockets_tcp_connection_connect(TEXT(loopback), port, 2000, &connection))) {
    tour("tcp.[method]connection.set-no-delay", ocre_sockets_tcp_connection_set_no_delay(connection, true));
    tour("tcp.[method]connection.set-keep-alive", ocre_sockets_tcp_connection_set_keep_alive(connection, 30));
    tour("tcp.[method]connection.remote-address", ocre_sockets_tcp_connection_remote_address(connection, &address));
    tour_is("tcp.[method]connection.remote-address", address.port == port);
    tour("tcp.[method]connection.local-address", ocre_sockets_tcp_connection_local_address(connection, &address));
    tour("tcp.[method]connection.watch", ocre_sockets_tcp_connection_watch(connection, OCRE_SOCKETS_READINESS_READABLE, 2));
    tour("tcp.[method]connection.send", ocre_sockets_tcp_connection_send(connection, tour_bytes("over the wire"), 1000, &taken));
    tour_number("tcp.[method]connection.send", taken);
    event = ocre_system_events_wait(2000);
    tour_is("tcp.[method]connection.watch", event.is_some && event.value.kind == OCRE_SYSTEM_EVENTS_EVENT_KIND_SOCKET && event.value.token == 2);
    tour("tcp.[method]connection.receive", ocre_sockets_tcp_connection_receive(connection, 64, 2000, &bytes));
    tour_show("tcp.[method]connection.receive", bytes.ptr, bytes.len);
    tour("tcp.[method]connection.finish", ocre_sockets_tcp_connection_finish(connection));
    ocre_sockets_tcp_connection_drop(connection);
  }
  tour("tcp.[static]connection.connect-tls", ocre_sockets_tcp_connection_connect_tls(TEXT(loopback), port, TEXT("default"), 100, &connection));
}

static void server(void) {
  ocre_sockets_tcp_listener_t listener;
  ocre_sockets_tcp_connection_t client_end;
  ocre_sockets_tcp_connection_t server_end;
  ocre_sockets_socket_address_t address;
  if (!tour("tcp.[static]listener.open", ocre_sockets_tcp_listener_open(on_loopback(), 0, 4, &listener))) {
    return;
  }
  tour("tcp.[method]listener.local-address", ocre_sockets_tcp_listener_local_address(listener, &address));
  tour("tcp.[method]listener.watch", ocre_sockets_tcp_listener_watch(listener, true, 3));
  tour("tcp.[method]listener.watch", ocre_sockets_tcp_listener_watch(listener, false, 3));
  if (tour("tcp.[static]connection.connect", ocre_sockets_tcp_connection_connect(TEXT(loopback), address.port, 2000, &client_end))) {
    if (tour("tcp.[method]listener.accept", ocre_sockets_tcp_listener_accept(listener, 2000, &server_end))) {
      ocre_sockets_tcp_connection_drop(server_end);
    }
    ocre_sockets_tcp_connection_drop(client_end);
  }
  ocre_sockets_tcp_listener_drop(listener);
}

static void datagrams(void) {
  ocre_sockets_udp_udp_socket_t sender;
  ocre_sockets_udp_udp_socket_t receiver;
  ocre_sockets_socket_address_t address;
  ocre_sockets_udp_datagram_t datagram;
  ocre_sockets_udp_peer_t peer;
  ocre_sockets_ip_address_t group = on_loopback().value;
  bool has_sender = tour("udp.[static]udp-socket.open", ocre_sockets_udp_udp_socket_open(on_loopback(), 0, &sender));
  bool has_receiver = tour("udp.[static]udp-socket.open", ocre_sockets_udp_udp_socket_open(on_loopback(), 0, &receiver));
  if (!has_sender || !has_receiver) {
    return;
  }
  tour("udp.[method]udp-socket.local-address", ocre_sockets_udp_udp_socket_local_address(receiver, &address));
  tour("udp.[method]udp-socket.watch", ocre_sockets_udp_udp_socket_watch(receiver, OCRE_SOCKETS_READINESS_READABLE, 4));
  tour("udp.[method]udp-socket.send-to", ocre_sockets_udp_udp_socket_send_to(sender, tour_bytes("datagram"), &address));
  tour("udp.[method]udp-socket.receive", ocre_sockets_udp_udp_socket_receive(receiver, 4, 2000, &datagram));
  tour_show("udp.[method]udp-socket.receive", datagram.data.ptr, datagram.data.len);
  tour_is("udp.[method]udp-socket.receive", datagram.truncated);
  if (tour("udp.[method]udp-socket.peer", ocre_sockets_udp_udp_socket_peer(sender, TEXT(loopback), address.port, &peer))) {
    ocre_system_monotonic_clock_wait_for(50000000);
    tour("udp.[method]peer.send", ocre_sockets_udp_peer_send(peer, tour_bytes("peer")));
    tour("udp.[method]udp-socket.receive", ocre_sockets_udp_udp_socket_receive(receiver, 64, 2000, &datagram));
    tour_show("udp.[method]peer.send", datagram.data.ptr, datagram.data.len);
    ocre_sockets_udp_peer_drop(peer);
  }
  group.val.ipv4.f0 = 239;
  group.val.ipv4.f2 = 9;
  group.val.ipv4.f3 = 9;
  tour("udp.[method]udp-socket.join", ocre_sockets_udp_udp_socket_join(receiver, group));
  tour("udp.[method]udp-socket.leave", ocre_sockets_udp_udp_socket_leave(receiver, group));
  ocre_sockets_udp_udp_socket_drop(sender);
  ocre_sockets_udp_udp_socket_drop(receiver);
}

static void names(void) {
  ocre_sockets_ip_address_list_t addresses;
  ocre_sockets_names_service_list_t services;
  ocre_sockets_names_advertisement_t advertisement;
  ocre_system_events_event_option_t event;
  wit_tuple_string_string_list_t none;
  none.ptr = 0;
  none.len = 0;
  tour("names.resolve", ocre_sockets_names_resolve(TEXT("localhost"), 2000, &addresses));
  if (tour("names.start-resolve", ocre_sockets_names_start_resolve(TEXT("localhost"), 5))) {
    event = ocre_system_events_wait(2000);
    tour_is("names.start-resolve", event.is_some && event.value.kind == OCRE_SYSTEM_EVENTS_EVENT_KIND_NAME && event.value.token == 5);
  }
  if (tour("names.[static]advertisement.open", ocre_sockets_names_advertisement_open(TEXT("_tour._tcp"), TEXT("here"), 4242, none, &advertisement))) {
    tour("names.find", ocre_sockets_names_find(TEXT("_tour._tcp"), 10, 4, &services));
    tour_show("names.find", services.ptr[0].name.ptr, services.len == 1 ? services.ptr[0].name.len : 0);
    ocre_sockets_names_advertisement_drop(advertisement);
  } else {
    tour("names.find", ocre_sockets_names_find(TEXT("_tour._tcp"), 10, 4, &services));
  }
  tour("names.start-find", ocre_sockets_names_start_find(TEXT("_tour._tcp"), 6, 5));
}

bool ocre_app_run(void) {
  uint16_t port = echo_port();
  client(port);
  server();
  datagrams();
  names();
  return true;
}

OCRE_APP_RUN_EXPORT();
