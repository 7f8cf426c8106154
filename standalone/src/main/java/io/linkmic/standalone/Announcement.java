package io.linkmic.standalone;

import io.linkmic.contract.token.ApiKeys;
import io.linkmic.standalone.demo.Sample;
import java.io.PrintStream;
import java.nio.file.Path;

/** Where to look, once everything runs. */
record Announcement(Addresses addresses, boolean demo, Path logs) {

  void print(PrintStream out) {
    String pages = addresses.url("http", Port.PAGES);
    String flv = addresses.url("http", Port.FLV) + "/live/";
    String rtmp = addresses.url("rtmp", Port.RTMP) + "/live/";
    out.println();
    out.println("LinkMic is up.");
    out.println();
    out.println("  Start    " + pages + "/");
    if (demo) {
      for (Sample sample : Sample.ALL) {
        out.println();
        out.println("  " + sample.name() + " (room " + sample.roomId() + ")");
        out.println("  Watch    " + pages + "/watch/" + sample.roomId());
        out.println("           " + flv + sample.roomId() + ".flv");
        out.println("           " + rtmp + sample.roomId());
      }
    }
    out.println();
    out.println("  Go live  " + pages + "/host/my-room   in a browser");
    out.println(
        "           "
            + addresses.url("http", Port.NODE)
            + "/whip/rooms/my-room   by WHIP (FFmpeg, OBS), with a token");
    out.println("  API      " + addresses.url("http", Port.API) + "/v1");
    out.println("  Key      " + ApiKeys.DEVELOPMENT_KEY);
    out.println("  Secret   " + ApiKeys.DEVELOPMENT_SECRET);
    out.println("  Logs     " + logs.resolve("linkmic.log"));
    out.println();
    if (!addresses.loopback()) {
      out.println("  Other machines can reach this one, and everybody knows the key above.");
      out.println();
    }
    out.println("Ctrl-C stops everything.");
    out.flush();
  }
}
