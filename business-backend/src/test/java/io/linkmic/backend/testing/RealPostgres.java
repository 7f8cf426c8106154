package io.linkmic.backend.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One PostgreSQL server for all tests of a JVM, and a database of its own for each that asks. */
public final class RealPostgres {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private RealPostgres() {}

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The JDBC URL of a new, empty database. */
  public static String newDatabase() {
    String name = "linkmic_" + NUMBER.incrementAndGet();
    execute("create database " + name);
    return Server.POSTGRES.getJdbcUrl("postgres", name);
  }

  /** Throws everybody out of a database and lets nobody in. */
  public static void shut(String url) {
    String name = name(url);
    execute("alter database " + name + " allow_connections false");
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
  }

  /** The database is back. */
  public static void open(String url) {
    execute("alter database " + name(url) + " allow_connections true");
  }

  private static String name(String url) {
    Matcher name = Pattern.compile("linkmic_\\d+").matcher(url);
    if (!name.find()) {
      throw new IllegalArgumentException(url);
    }
    return name.group();
  }

  private static void execute(String sql) {
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
