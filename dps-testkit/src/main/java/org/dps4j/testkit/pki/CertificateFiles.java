package org.dps4j.testkit.pki;

import java.nio.file.Path;

/**
 * Where a certificate chain and its private key were written, as PEM files.
 *
 * <pre>{@code
 * CertificateFiles files = device.writeTo(tempDirectory, "mfg");
 * String[] arguments = {"--cert", files.chain().toString(), "--key", files.privateKey().toString()};
 * }</pre>
 *
 * @param chain the certificates, leaf first
 * @param privateKey the key of the leaf, readable by its owner only
 */
public record CertificateFiles(Path chain, Path privateKey) {}
