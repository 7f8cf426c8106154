package io.linkmic.socketio;

/**
 * Where a door is.
 *
 * @param name for people: {@code Socket.IO}
 * @param portSetting the property that moves it elsewhere
 * @param bindAddress {@code 0.0.0.0} for every interface
 * @param port 0 for any free one
 */
public record DoorPlace(String name, String portSetting, String bindAddress, int port) {}
