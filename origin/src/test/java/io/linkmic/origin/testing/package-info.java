/**
 * What the origin's tests share: a plain RTMP peer, an HTTP-FLV viewer, a clip. Not thread-safe.
 */
package io.linkmic.origin.testing;
