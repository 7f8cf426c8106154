package io.linkmic.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkmic.client.ApiClient;
import io.linkmic.client.ApiException;
import io.linkmic.client.call.LinksApi;
import io.linkmic.client.call.RoomsApi;
import io.linkmic.client.call.WebhooksApi;
import io.linkmic.client.model.CreateLinkRequest;
import io.linkmic.client.model.CreateRoomRequest;
import io.linkmic.client.model.CreateRoomRequestLayout;
import io.linkmic.client.model.CreateWebhookRequest;
import io.linkmic.client.model.CreatedWebhook;
import io.linkmic.client.model.Layout;
import io.linkmic.client.model.LayoutRequest;
import io.linkmic.client.model.LinkView;
import io.linkmic.client.model.Region;
import io.linkmic.client.model.RegionWish;
import io.linkmic.client.model.ResendRequest;
import io.linkmic.client.model.RoomView;
import io.linkmic.client.model.WebhookView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client that was generated from the committed document, against the running service. */
class ClientIT {

  @Test
  void the_generated_client_creates_lists_and_deletes_a_room() throws Exception {
    try (RunningApi api = RunningApi.start()) {
      RoomsApi rooms = new RoomsApi(client(api));
      RoomView made =
          rooms.createRoom(new CreateRoomRequest().roomId("made").name("Made").maxHosts(2), "key");
      assertThat(made.getRoomId()).isEqualTo("made");
      assertThat(made.getHoldTimeout()).isEqualTo("PT30S");
      assertThat(made.getVersion()).isEqualTo(1);
      assertThat(rooms.listRooms(null, null).getItems())
          .extracting(RoomView::getName)
          .containsExactly("Made");
      rooms.deleteRoom("made", null);
      assertThat(rooms.listRooms(null, null).getItems()).isEmpty();
      assertThatThrownBy(() -> rooms.getRoom("made"))
          .isInstanceOfSatisfying(
              ApiException.class,
              refused -> {
                assertThat(refused.getCode()).isEqualTo(404);
                assertThat(refused.getResponseBody()).contains("room-not-found");
              });
    }
  }

  @Test
  void the_generated_client_lays_out_a_room_by_word_and_by_region() throws Exception {
    try (RunningApi api = RunningApi.start()) {
      RoomsApi rooms = new RoomsApi(client(api));
      rooms.createRoom(
          new CreateRoomRequest().roomId("made").layout(new CreateRoomRequestLayout("stage")),
          null);
      assertThat(rooms.getRoom("made").getLayout()).isEqualTo(RoomView.LayoutEnum.STAGE);
      Layout layout =
          rooms.putLayout(
              "made",
              new LayoutRequest()
                  .addRegionsItem(new RegionWish().slot(0).x(0.0).y(0.0).width(1.0).height(0.5))
                  .sequence(12L),
              null);
      assertThat(layout.getTemplate()).isEqualTo(Layout.TemplateEnum.REGIONS);
      assertThat(rooms.getLayout("made").getRegions())
          .extracting(Region::getFit)
          .containsExactly(Region.FitEnum.COVER);
      assertThatThrownBy(() -> rooms.putLayout("made", new LayoutRequest().sequence(12L), null))
          .isInstanceOfSatisfying(
              ApiException.class, refused -> assertThat(refused.getCode()).isEqualTo(409));
    }
  }

  @Test
  void the_generated_client_links_two_rooms_and_parts_them() throws Exception {
    try (RunningApi api = RunningApi.start()) {
      RoomsApi rooms = new RoomsApi(client(api));
      rooms.createRoom(new CreateRoomRequest().roomId("one"), null);
      rooms.createRoom(new CreateRoomRequest().roomId("other"), null);
      LinksApi links = new LinksApi(client(api));
      LinkView made = links.createLink("one", new CreateLinkRequest().peerRoomId("other"), "key");
      assertThat(made.getState()).isEqualTo(LinkView.StateEnum.WAITING);
      assertThat(links.listLinks("other").getItems())
          .extracting(LinkView::getLinkId)
          .containsExactly(made.getLinkId());
      assertThat(rooms.getProgram("one").getLinks()).isEmpty();
      links.deleteLink("other", made.getLinkId());
      assertThat(links.listLinks("one").getItems()).isEmpty();
    }
  }

  @Test
  void the_generated_client_subscribes_asks_how_it_fares_and_unsubscribes() throws Exception {
    try (RunningApi api = RunningApi.start("--linkmic.webhook.allow-private-addresses=true")) {
      WebhooksApi webhooks = new WebhooksApi(client(api));
      CreatedWebhook made =
          webhooks.createWebhook(
              new CreateWebhookRequest().url("http://127.0.0.1:1/hook").addEventsItem("room.*"),
              "key");
      assertThat(made.getSecret()).startsWith("whsec_");
      String id = made.getWebhookId();
      assertThat(webhooks.testWebhook(id, null).getEventId()).isNotBlank();
      RunningApi.eventually(
          "the try that failed is told",
          () -> "connection-failed".equals(get(webhooks, id).getDelivery().getLastError()));
      assertThat(get(webhooks, id).getDelivery().getQueued()).isEqualTo(1);
      assertThat(webhooks.listDeadLetters(id, null, null).getItems()).isEmpty();
      assertThat(webhooks.resendDeadLetters(id, null, new ResendRequest()).getResent()).isZero();
      assertThat(webhooks.listWebhooks(null, null).getItems())
          .extracting(WebhookView::getEvents)
          .containsExactly(List.of("room.*"));
      webhooks.deleteWebhook(id);
      assertThat(webhooks.listWebhooks(null, null).getItems()).isEmpty();
    }
  }

  private static WebhookView get(WebhooksApi webhooks, String id) {
    try {
      return webhooks.getWebhook(id);
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ApiClient client(RunningApi api) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(api.url("").toString());
    client.setRequestInterceptor(
        request -> request.header("Authorization", RunningApi.basic(RunningApi.ONE)));
    return client;
  }
}
