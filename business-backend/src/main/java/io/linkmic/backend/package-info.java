/**
 * The business backend as a process: its entry point, its configuration, and who is handed what.
 *
 * <p>Enters: command line, environment, {@code business-backend.yaml}. Leaves: a running service,
 * or one sentence that says why there is none. Everything that must outlive the process is in
 * PostgreSQL. Threads: Tomcat's virtual ones, and one timer in {@code broadcast}.
 */
@NullMarked
package io.linkmic.backend;

import org.jspecify.annotations.NullMarked;
