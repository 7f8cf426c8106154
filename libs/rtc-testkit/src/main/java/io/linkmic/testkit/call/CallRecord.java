package io.linkmic.testkit.call;

import io.linkmic.rtc.codec.AccessUnit;
import io.linkmic.rtc.codec.OpusFrame;
import io.linkmic.rtc.peer.PeerEvent;
import io.linkmic.testkit.media.PictureMaker;
import io.linkmic.testkit.media.SoundMaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened in a call: the raw figures behind every assertion. */
public final class CallRecord {
  /**
   * @param number as {@link PictureMaker} gave it
   */
  public record PictureSent(long number, boolean idr, Instant at) {}

  public record PictureReceived(long number, boolean idr, Instant at, AccessUnit unit) {}

  public record SoundReceived(long number, int lostBefore, Instant at) {}

  private final List<PictureSent> sent = new ArrayList<>();
  private final List<PictureReceived> received = new ArrayList<>();
  private final List<SoundReceived> sounds = new ArrayList<>();
  private final List<PeerEvent> clientEvents = new ArrayList<>();
  private final List<PeerEvent> nodeEvents = new ArrayList<>();
  private long soundsSent;

  void pictureSent(long number, boolean idr, Instant at) {
    sent.add(new PictureSent(number, idr, at));
  }

  void soundSent() {
    soundsSent++;
  }

  void client(PeerEvent event) {
    clientEvents.add(event);
  }

  void node(PeerEvent event, Instant now) {
    switch (event) {
      case PeerEvent.VideoReceived(_, var unit, _, _) ->
          received.add(new PictureReceived(PictureMaker.numberOf(unit), unit.idr(), now, unit));
      case PeerEvent.AudioReceived(_, var frame, _) ->
          sounds.add(new SoundReceived(SoundMaker.numberOf(frame), frame.lostBefore(), now));
      default -> nodeEvents.add(event);
    }
  }

  public List<PictureSent> picturesSent() {
    return sent;
  }

  public List<PictureReceived> picturesReceived() {
    return received;
  }

  public long soundsSent() {
    return soundsSent;
  }

  public List<SoundReceived> soundsReceived() {
    return sounds;
  }

  /** All events of the client. */
  public List<PeerEvent> clientEvents() {
    return clientEvents;
  }

  /** All events of the node but picture and sound. */
  public List<PeerEvent> nodeEvents() {
    return nodeEvents;
  }

  public <E extends PeerEvent> List<E> nodeEvents(Class<E> kind) {
    return nodeEvents.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public <E extends PeerEvent> List<E> clientEvents(Class<E> kind) {
    return clientEvents.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static String describe(PeerEvent event) {
    return switch (event) {
      case PeerEvent.VideoReceived(_, AccessUnit unit, _, _) ->
          "video " + PictureMaker.numberOf(unit) + " " + unit.nalUnits().hashCode();
      case PeerEvent.AudioReceived(_, OpusFrame frame, _) ->
          "audio " + SoundMaker.numberOf(frame) + " lost " + frame.lostBefore();
      default -> event.toString();
    };
  }
}
