/**
 * {@code wsat pki}: provisioning of certificate slots. The commands are in {@code command}; {@code x509} reads and
 * judges certificates and keys, {@code image} partition images, {@code module} talks to a running module. Here is only
 * what all of them may throw.
 */
package wsat.pki;
