package nl.tec.documents.internal;

import eu.europa.esig.dss.cms.CMS;
import eu.europa.esig.dss.cms.object.CMSObjectUtils;
import eu.europa.esig.dss.model.DSSException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1InputStream;

/**
 * Reads a signature in a PDF, which is padded with zeros. From 1.85 on Bouncy Castle refuses bytes after the value it reads, and DSS
 * 6.4 passes it the padding too. DSS finds this class through META-INF/services, before its own because it is first on the class path.
 * {@link PdfSeal} checks that the padding is zeros.
 */
public final class PaddedCms extends CMSObjectUtils {

    @Override
    public CMS parseToCMS(byte[] bytes) {
        ByteArrayInputStream rest = new ByteArrayInputStream(bytes);
        try (ASN1InputStream value = new ASN1InputStream(rest, bytes.length)) {
            value.readObject();
            return super.parseToCMS(Arrays.copyOf(bytes, bytes.length - rest.available()));
        } catch (IOException e) {
            throw new DSSException("no signature that can be read", e);
        }
    }
}
