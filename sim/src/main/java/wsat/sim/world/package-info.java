/**
 * A world without a clock, a wire or a network of its own: virtual time, a serial line and WebSocket
 * servers that do as they are told, and transcripts that are played in it. The same firmware as on any
 * other board runs here, and with one seed always the same way.
 */
package wsat.sim.world;
