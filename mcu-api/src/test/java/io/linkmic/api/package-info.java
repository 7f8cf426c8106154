/** Tests of the running service: real Redis, real HTTP, a peer node that speaks the contract. */
@NullMarked
package io.linkmic.api;

import org.jspecify.annotations.NullMarked;
