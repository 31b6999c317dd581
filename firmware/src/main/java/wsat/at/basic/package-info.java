/**
 * The Basic chapter (ESP-AT, Basic AT Commands): the module itself, its UART, its messages, its partitions.
 */
package wsat.at.basic;
