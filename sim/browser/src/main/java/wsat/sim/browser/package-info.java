/**
 * The firmware in a browser: a board whose line is a page's, whose network is the browser's WebSocket and servers
 * within, and whose flash the page keeps. Compiled to JavaScript by TeaVM, all but {@code SinglePage}, which the build
 * runs.
 */
package wsat.sim.browser;
