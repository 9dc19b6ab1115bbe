package nl.tec.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import nl.tec.AccountsFixture;
import nl.tec.AccountsFixture.SignedIn;
import nl.tec.TecTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A form with a large file is rejected by its headers, before any of the file is read. */
@TecTest
class LargeFormsTest {

    private static final String LARGE = "Content-Length: 60000000\r\n";

    @Autowired
    AccountsFixture people;

    @Test
    void onlyRegisterImportersMaySendLargeForms() throws IOException {
        assertThat(answer("/controleer", "", LARGE)).startsWith("HTTP/1.1 413");
        assertThat(answer("/admin/import", "", LARGE)).startsWith("HTTP/1.1 403");
        assertThat(answer("/admin/import", session(Role.PROGRAMME_MANAGER), LARGE))
                .startsWith("HTTP/1.1 403");
        assertThat(answer("/admin/import", session(Role.ADMINISTRATOR), "Content-Length: 80000000\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(answer("/controleer", "", "Transfer-Encoding: chunked\r\n")).startsWith("HTTP/1.1 411");
    }

    private String session(Role role) {
        SignedIn somebody = people.signedIn(role);
        return "Cookie: tec=" + somebody.session() + "\r\n";
    }

    /** Sends only the headers of a form. */
    private String answer(String path, String cookie, String length) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", people.signedIn().port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + cookie
                                    + "Content-Type: multipart/form-data; boundary=x\r\n" + length + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] head = socket.getInputStream().readNBytes(12);
            return new String(head, StandardCharsets.US_ASCII);
        }
    }
}
