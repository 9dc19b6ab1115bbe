package nl.tec.documents.internal;

import eu.europa.esig.dss.token.DSSPrivateKeyEntry;
import eu.europa.esig.dss.token.Pkcs12SignatureToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nl.tec.shared.Sha256;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The key of the seal with its certificate: a PKCS#12 file. */
public final class SealKey {

    /** RSA, because every PDF reader knows it. */
    private static final int BITS = 3072;

    private static final Duration VALID = Duration.ofDays(20 * 365L);
    /** The password of files that are older than the password file beside them. */
    private static final String FIRST_PASSWORD = "tec";

    private static final String ALIAS = "seal";

    private final Path file;
    private final String password;
    private final String certificate;

    private SealKey(Path file, String password) {
        this.file = file;
        this.password = password;
        try (Pkcs12SignatureToken token = open()) {
            this.certificate =
                    Sha256.hex(token.getKeys().get(0).getCertificate().getEncoded());
        }
    }

    /** Opens a key that an administrator installed. */
    public static SealKey of(Path file, String password) {
        return new SealKey(file, password);
    }

    /** Opens the hub's own key, and makes it if it does not exist. */
    public static synchronized SealKey ofHub(Path file, String hubName, Instant now) {
        Path password = passwordFile(file);
        try {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[32];
                new SecureRandom().nextBytes(bytes);
                String random = HexFormat.of().formatHex(bytes);
                Files.createDirectories(file.toAbsolutePath().getParent());
                // before the key: without its password the key would be lost
                ownersOnly(password, out -> out.write(random.getBytes(StandardCharsets.US_ASCII)));
                make(file, random, hubName, now);
            }
            return new SealKey(file, passwordOfHub(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String passwordOfHub(Path file) throws IOException {
        Path password = passwordFile(file);
        return Files.exists(password) ? Files.readString(password).strip() : FIRST_PASSWORD;
    }

    /** Returns when the certificate of the hub's own key expires. */
    public static Instant validUntilOfHub(Path file) {
        try {
            return validUntil(file, passwordOfHub(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when the certificates of an installed key expire: of several the earliest. */
    public static Instant validUntil(Path file, String password) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            Instant earliest = Instant.MAX;
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    Instant until = certificate.getNotAfter().toInstant();
                    earliest = until.isBefore(earliest) ? until : earliest;
                }
            }
            return earliest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the file with the password of the hub's own key. */
    public static Path passwordFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".password");
    }

    private interface Content {
        void to(OutputStream out) throws IOException, GeneralSecurityException;
    }

    /** Writes a file atomically, readable by its owner only from its first byte on. */
    private static void ownersOnly(Path file, Content content) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream out = Files.newOutputStream(beside)) {
            content.to(out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    public String certificate() {
        return certificate;
    }

    /** Adds a certificate to a file with one per line, unless it is listed. @return all that are listed */
    public static synchronized Set<String> remember(Path file, String certificate) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Set<String> known = new LinkedHashSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
            if (known.add(certificate)) {
                Files.write(file, List.of(certificate), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            return Set.copyOf(known);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be kept", e);
        }
    }

    /** Opens the file; the caller closes it. Its first key is the one that counts. */
    Pkcs12SignatureToken open() {
        try {
            Pkcs12SignatureToken token =
                    new Pkcs12SignatureToken(file.toFile(), new KeyStore.PasswordProtection(password.toCharArray()));
            if (token.getKeys().isEmpty()) {
                throw new IllegalStateException(file + " has no private key in it");
            }
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    static DSSPrivateKeyEntry first(Pkcs12SignatureToken token) {
        return token.getKeys().get(0);
    }

    private static void make(Path file, String password, String hubName, Instant now) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS, pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate(pair, hubName, now)
                    });
            ownersOnly(file, out -> store.store(out, password.toCharArray()));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(KeyPair pair, String hubName, Instant now)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, hubName.isEmpty() ? "TEC" : hubName)
                .addRDN(BCStyle.OU, "Zegel")
                .build();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(159, new SecureRandom()),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(VALID)),
                name,
                pair.getPublic());
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
    }
}
