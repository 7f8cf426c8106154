package io.linkmic.node.http;

/** The stable {@code code} of errors that no door of ours has named. */
final class StatusCodes {
  private StatusCodes() {}

  static String code(int status) {
    return switch (status) {
      case 400 -> "bad-request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 406 -> "not-acceptable";
      case 408 -> "request-timeout";
      case 413 -> "payload-too-large";
      case 414 -> "uri-too-long";
      case 415 -> "unsupported-media-type";
      case 431 -> "header-too-large";
      case 501 -> "not-supported";
      case 503 -> "overloaded";
      default -> status < 500 ? "bad-request" : "internal-error";
    };
  }

  static String sentence(int status) {
    return switch (status) {
      case 401 -> "The request is not authenticated.";
      case 403 -> "The request is not allowed.";
      case 404 -> "There is nothing at this address.";
      case 405 -> "This address does not take that method.";
      case 413 -> "The request's body is too large.";
      case 431 -> "The request's headers are too large.";
      case 503 -> "The node cannot take this request now.";
      default -> status < 500 ? "The request cannot be read." : "The node failed to answer.";
    };
  }
}
