package io.linkmic.node.egress;

import io.linkmic.contract.egress.EgressUrlRules;
import io.linkmic.contract.program.ProgramStatus.EgressStatus;
import io.linkmic.contract.room.EgressTarget;
import io.linkmic.node.program.ProgramPacket;
import io.linkmic.node.telemetry.NodeMetrics;
import io.linkmic.rtc.bytes.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All targets of one program. The room's thread only. */
public final class EgressSet {
  private final EgressUrlRules rules;
  private final NodeMetrics metrics;
  private final RunningEgresses running;
  private final Bytes audioSpecificConfig;
  private final Runnable keyFrameWanted;
  private final Map<String, RtmpEgress> byUrl = new LinkedHashMap<>();
  private int count;

  /**
   * @param keyFrameWanted called from a target's thread when it needs an IDR
   */
  public EgressSet(
      EgressUrlRules rules,
      NodeMetrics metrics,
      RunningEgresses running,
      Bytes audioSpecificConfig,
      Runnable keyFrameWanted) {
    this.rules = rules;
    this.metrics = metrics;
    this.running = running;
    this.audioSpecificConfig = audioSpecificConfig;
    this.keyFrameWanted = keyFrameWanted;
  }

  /** Starts the targets that are new and ends those no longer wanted. */
  public void targets(List<EgressTarget> wanted) {
    List<String> gone = new ArrayList<>(byUrl.keySet());
    for (EgressTarget target : wanted) {
      gone.remove(target.url());
      byUrl.computeIfAbsent(target.url(), this::start);
    }
    for (String url : gone) {
      RtmpEgress egress = byUrl.remove(url);
      if (egress != null) {
        egress.finish();
      }
    }
  }

  private RtmpEgress start(String url) {
    RtmpEgress egress =
        new RtmpEgress("eg-" + ++count, url, audioSpecificConfig, rules, keyFrameWanted, metrics);
    running.start(egress);
    return egress;
  }

  public void packet(ProgramPacket packet) {
    for (RtmpEgress egress : byUrl.values()) {
      egress.offer(packet);
    }
  }

  public List<EgressStatus> status() {
    return byUrl.values().stream().map(RtmpEgress::status).toList();
  }

  /** The program ended: what is queued still goes out. */
  public void finish() {
    byUrl.values().forEach(RtmpEgress::finish);
    byUrl.clear();
  }
}
