/**
 * The machine that the board is: its network told as a station, its resolver, its clock, its thermometer. What takes
 * time is asked for on a slow thread, which hands a finished answer to the loop.
 */
package wsat.board.host;
