/**
 * Certificates and keys: read from what people have, judged, made for tests. No private key leaves it but as bytes to
 * be stored.
 */
package wsat.pki.x509;
