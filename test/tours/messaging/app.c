/* Every function of ocre:messaging/bus. */
#include "../tour.h"

static const wit_string_option_t no_type = {false, {0, 0}};

static ocre_messaging_bus_subscribe_options_t subscribing(void) {
  ocre_messaging_bus_subscribe_options_t options;
  options.qos = OCRE_MESSAGING_QOS_AT_LEAST_ONCE;
  options.queue = 8;
  options.overflow = OCRE_MESSAGING_BUS_OVERFLOW_DROP_OLDEST;
  options.max_payload = 64;
  options.retained = OCRE_MESSAGING_BUS_RETAINED_SEND;
  options.no_local = false;
  options.group = no_type;
  return options;
}

static ocre_messaging_bus_publish_options_t keeping(void) {
  ocre_messaging_bus_publish_options_t options;
  options.content_type = no_type;
  options.qos = OCRE_MESSAGING_QOS_AT_LEAST_ONCE;
  options.retain = true;
  options.expiry_ms = 0;
  options.properties.ptr = 0;
  options.properties.len = 0;
  return options;
}

static void shared(void) {
  ocre_messaging_bus_subscribe_options_t options = subscribing();
  ocre_messaging_bus_subscription_t member;
  options.group = wit_string_option_some(TEXT("crew"));
  if (tour("[static]subscription.open", ocre_messaging_bus_subscription_open(TEXT("tour/shared"), &options, 12, &member))) {
    ocre_messaging_bus_subscription_drop(member);
  }
}

static void subscribed(ocre_messaging_bus_subscription_t subscription) {
  ocre_messaging_bus_publish_options_t once = keeping();
  ocre_messaging_message_t message;
  tour("publish", ocre_messaging_bus_publish(TEXT("tour/hello"), tour_bytes("first"), no_type));
  tour_number("[method]subscription.queued", ocre_messaging_bus_subscription_queued(subscription));
  tour("[method]subscription.receive", ocre_messaging_bus_subscription_receive(subscription, 1000, &message));
  tour_show("[method]subscription.receive", message.payload.ptr, message.payload.len);
  once.retain = false;
  tour("publish-with", ocre_messaging_bus_publish_with(TEXT("tour/sure"), tour_bytes("second"), &once));
  tour("[method]subscription.receive", ocre_messaging_bus_subscription_receive(subscription, 1000, &message));
  tour("[method]subscription.settle", ocre_messaging_bus_subscription_settle(subscription, OCRE_MESSAGING_DISPOSITION_ACCEPT));
  tour("[method]subscription.settle", ocre_messaging_bus_subscription_settle(subscription, OCRE_MESSAGING_DISPOSITION_ACCEPT));
  tour("[method]subscription.receive", ocre_messaging_bus_subscription_receive(subscription, 0, &message));
}

static void requests(ocre_messaging_bus_subscription_t subscription) {
  ocre_messaging_message_t question;
  ocre_messaging_message_t answer;
  tour("send-request", ocre_messaging_bus_send_request(TEXT("tour/ask"), tour_bytes("how?"), no_type, 20, 1000, 64));
  if (tour("[method]subscription.receive", ocre_messaging_bus_subscription_receive(subscription, 1000, &question))) {
    tour_is("send-request", question.ticket != 0);
    tour("reply", ocre_messaging_bus_reply(question.ticket, tour_bytes("so"), no_type));
    tour("reply", ocre_messaging_bus_reply(question.ticket, tour_bytes("twice"), no_type));
  }
  tour("take-reply", ocre_messaging_bus_take_reply(20, &answer));
  tour_show("take-reply", answer.payload.ptr, answer.payload.len);
  tour("request", ocre_messaging_bus_request(TEXT("tour/nobody"), tour_bytes("?"), no_type, 50, 64, &answer));
}

bool ocre_app_run(void) {
  ocre_messaging_bus_subscribe_options_t options = subscribing();
  ocre_messaging_bus_publish_options_t retained = keeping();
  ocre_messaging_bus_subscription_t subscription;
  ocre_messaging_message_option_t latest;
  ocre_messaging_message_t answer;
  tour("publish-with", ocre_messaging_bus_publish_with(TEXT("kept/state"), tour_bytes("on"), &retained));
  tour("latest", ocre_messaging_bus_latest(TEXT("kept/state"), 64, &latest));
  if (tour("[static]subscription.open", ocre_messaging_bus_subscription_open(TEXT("tour/+"), &options, 11, &subscription))) {
    tour_show("latest", latest.value.payload.ptr, latest.is_some ? latest.value.payload.len : 0);
    subscribed(subscription);
    requests(subscription);
    ocre_messaging_bus_subscription_drop(subscription);
  } else {
    tour("publish", ocre_messaging_bus_publish(TEXT("tour/hello"), tour_bytes("first"), no_type));
    tour("request", ocre_messaging_bus_request(TEXT("tour/nobody"), tour_bytes("?"), no_type, 0, 64, &answer));
    tour("send-request", ocre_messaging_bus_send_request(TEXT("tour/ask"), tour_bytes("how?"), no_type, 20, 1000, 64));
  }
  shared();
  return true;
}

OCRE_APP_RUN_EXPORT();
