/**
 * The WebSocket chapter (ESP-AT, WebSocket AT Commands). {@link wsat.at.websocket.WebSocketLinks} tells what happens to
 * the links by itself.
 */
package wsat.at.websocket;
