package io.linkmic.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./linkmic up} or {@code demo} as the script starts it: a JVM of its own. */
final class LinkMicProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final StringBuilder said = new StringBuilder();

  private LinkMicProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * @param folder where it runs and writes its logs
   */
  static LinkMicProcess start(Path folder, List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("jvm.options").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                StandaloneApplication.class.getName()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    return new LinkMicProcess(builder.redirectErrorStream(true).start());
  }

  static List<String> onFreePorts(String command) {
    List<String> words = new ArrayList<>(List.of(command));
    for (Port port : Port.values()) {
      words.add(port.option());
      words.add("0");
    }
    return words;
  }

  /** Reads until this is said; the end of the output before it is a failure. */
  String awaitSaying(String text) throws IOException {
    while (said.indexOf(text) < 0) {
      String line = output.readLine();
      if (line == null) {
        throw new AssertionError("ended without saying '" + text + "':\n" + said);
      }
      said.append(line).append('\n');
    }
    return said.toString();
  }

  /** The rest of what it says, to the end. */
  String readAll() throws IOException {
    String line = output.readLine();
    while (line != null) {
      said.append(line).append('\n');
      line = output.readLine();
    }
    return said.toString();
  }

  String found(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(said);
    if (!matcher.find()) {
      throw new AssertionError("nothing like " + pattern + " in:\n" + said);
    }
    return matcher.group(1);
  }

  /** The first group of every match. */
  List<String> all(String pattern) {
    return Pattern.compile(pattern).matcher(said).results().map(match -> match.group(1)).toList();
  }

  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** SIGTERM, as a supervisor or {@code kill} sends it. */
  void terminate() {
    // Not process.destroy(), which closes its output before the last words.
    process.toHandle().destroy();
  }

  int awaitExit() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still running 30 s after it was told to stop:\n" + said);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
