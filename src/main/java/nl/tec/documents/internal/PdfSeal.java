package nl.tec.documents.internal;

import eu.europa.esig.dss.enumerations.CertificationPermission;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.pades.validation.ByteRange;
import eu.europa.esig.dss.pades.validation.PAdESSignature;
import eu.europa.esig.dss.pades.validation.PDFDocumentAnalyzer;
import eu.europa.esig.dss.pdf.IPdfObjFactory;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfDifferencesFinder;
import eu.europa.esig.dss.pdf.modifications.DefaultPdfObjectModificationsFinder;
import eu.europa.esig.dss.pdf.pdfbox.PdfBoxNativeObjectFactory;
import eu.europa.esig.dss.spi.signature.AdvancedSignature;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import nl.tec.documents.PdfBudget;
import nl.tec.documents.Seal;
import nl.tec.shared.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sealing and verifying with the EU's DSS. Not a bean, so that the library is loaded with the first seal and not before. */
public final class PdfSeal {

    private static final Logger LOG = LoggerFactory.getLogger(PdfSeal.class);

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private PdfSeal() {}

    /** See {@link nl.tec.documents.Seals#seal}. */
    public static byte[] seal(byte[] pdf, SealKey key, String reason, String name, Instant now) {
        try (Pkcs12SignatureToken token = key.open()) {
            DSSPrivateKeyEntry entry = SealKey.first(token);
            PAdESSignatureParameters how = new PAdESSignatureParameters();
            how.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
            how.setDigestAlgorithm(DigestAlgorithm.SHA256);
            how.setSigningCertificate(entry.getCertificate());
            how.setCertificateChain(entry.getCertificateChain());
            how.bLevel().setSigningDate(Date.from(now));
            how.setPermission(CertificationPermission.NO_CHANGE_PERMITTED);
            how.setReason(reason);
            how.setSignerName(name);
            how.setAppName("TEC");
            PaperFonts.use();
            PAdESService service = new PAdESService(new CommonCertificateVerifier());
            DSSDocument document = new InMemoryDocument(pdf);
            DSSDocument sealed = service.signDocument(
                    document, how, token.sign(service.getDataToSign(document, how), how.getDigestAlgorithm(), entry));
            ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + 40_000);
            sealed.writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** See {@link nl.tec.documents.Seals#find}. */
    public static Optional<Seal> find(byte[] pdf) {
        if (!startsAsPdf(pdf)) {
            return Optional.empty();
        }
        try {
            return PdfBudget.within(pdf, () -> firstOf(pdf));
        } catch (IOException | RuntimeException e) {
            // untrusted input: a PDF that can't be read has no valid seal
            LOG.info("A PDF could not be looked into: {}", e.toString());
            return Optional.empty();
        }
    }

    private static Optional<Seal> firstOf(byte[] pdf) {
        PDFDocumentAnalyzer analyzer = new PDFDocumentAnalyzer(new InMemoryDocument(pdf));
        analyzer.setCertificateVerifier(new CommonCertificateVerifier());
        analyzer.setPdfObjFactory(readingOnly());
        for (AdvancedSignature signature : analyzer.getSignatures()) {
            if (signature instanceof PAdESSignature seal && seal.getSigningCertificateToken() != null) {
                return Optional.of(found(seal, pdf.length));
            }
        }
        return Optional.empty();
    }

    /** Skips the comparison of pages and later changes: a seal of ours covers the whole file or is broken. */
    private static IPdfObjFactory readingOnly() {
        PaperFonts.use();
        DefaultPdfDifferencesFinder pages = new DefaultPdfDifferencesFinder();
        pages.setMaximalPagesAmountForVisualComparison(0);
        DefaultPdfObjectModificationsFinder objects = new DefaultPdfObjectModificationsFinder();
        objects.setMaximumObjectVerificationDeepness(0);
        IPdfObjFactory factory = new PdfBoxNativeObjectFactory();
        factory.setPdfDifferencesFinder(pages);
        factory.setPdfObjectModificationsFinder(objects);
        return factory;
    }

    private static Seal found(PAdESSignature seal, int length) {
        CertificateToken certificate = seal.getSigningCertificateToken();
        seal.checkSignatureIntegrity();
        ByteRange range = seal.getPdfSignatureDictionary().getByteRange();
        byte[] contents = seal.getPdfSignatureDictionary().getContents();
        boolean whole = range.getFirstPartStart() == 0
                && (long) range.getSecondPartStart() + range.getSecondPartEnd() == length
                // between the two parts is only the seal itself, in hexadecimal and in < and >
                && range.getSecondPartStart() - range.getFirstPartEnd() == 2L * contents.length + 2
                && restIsEmpty(contents);
        return new Seal(
                Sha256.hex(certificate.getEncoded()),
                Objects.requireNonNullElse(seal.getPdfSignatureDictionary().getReason(), ""),
                seal.getSigningTime().toInstant(),
                whole && seal.getSignatureCryptographicVerification().isSignatureValid());
    }

    /** Whether the space that was reserved after the seal (one DER value) is all zeros: no signature covers it. */
    private static boolean restIsEmpty(byte[] contents) {
        if (contents.length < 4 || (contents[1] & 0xff) != 0x82) {
            return false;
        }
        int end = 4 + ((contents[2] & 0xff) << 8 | contents[3] & 0xff);
        for (int i = end; i < contents.length; i++) {
            if (contents[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsAsPdf(byte[] bytes) {
        return bytes.length > PDF.length && Arrays.equals(bytes, 0, PDF.length, PDF, 0, PDF.length);
    }
}
