/**
 * What every service with Spring MVC does at its HTTP port in the same way: what Tomcat refuses is
 * a problem document, the contract's JSON, a body that is read twice, ports that open and close in
 * order.
 *
 * <p>Enters: the service's own words. Leaves: beans for its wiring. Knows no service.
 */
@NullMarked
package io.linkmic.http;

import org.jspecify.annotations.NullMarked;
