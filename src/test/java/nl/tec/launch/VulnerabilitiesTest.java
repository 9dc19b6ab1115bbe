package nl.tec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nl.tec.TecProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tec vulnerabilities}, against a server on the loopback that answers as OSV does. */
class VulnerabilitiesTest {

    private static final String BILL = """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
              {"group": "org.example", "name": "one", "version": "1.0", "purl": "pkg:maven/org.example/one@1.0?type=jar"},
              {"group": "org.webjars.npm", "name": "two", "version": "2.0", "purl": "pkg:maven/org.webjars.npm/two@2.0?type=jar"}]}
            """;

    private static final String NOTHING = "{\"results\": [{}, {}, {}]}";

    private static final LocalDate TODAY = LocalDate.of(2027, 3, 1);

    @TempDir
    Path folder;

    private HttpServer osv;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private String batch = NOTHING;
    private String nextBatch = NOTHING;
    private int status = 200;
    private List<JudgedHarmless> judged = List.of();

    @BeforeEach
    void start() throws IOException {
        osv = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        osv.createContext("/v1/querybatch", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, asked.size() == 1 ? batch : nextBatch);
        });
        osv.createContext("/v1/vulns/GHSA-aaaa-bbbb-cccc", exchange -> answer(exchange, """
                {"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2026-0001"], "summary": "It \\u001b[31mfails",
                 "affected": [
                  {"package": {"ecosystem": "Maven", "name": "org.example:one", "purl": "pkg:maven/org.example/one"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]},
                              {"type": "GIT", "events": [{"introduced": "0"}, {"fixed": "abcdef"}]}]},
                  {"package": {"ecosystem": "Maven", "name": "org.example:other", "purl": "pkg:maven/org.example/other"},
                   "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "9.9"}]}]}]}
                """));
        osv.createContext(
                "/v1/vulns/GHSA-dddd-eeee-ffff",
                exchange -> answer(exchange, "{\"id\": \"GHSA-dddd-eeee-ffff\", \"affected\": []}"));
        osv.start();
    }

    @AfterEach
    void stop() {
        osv.stop(0);
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Checked(int code, String said) {}

    private Checked check(String bill) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = Vulnerabilities.check(
                Files.writeString(folder.resolve("bom.json"), bill),
                address(),
                judged,
                TODAY,
                new PrintStream(said, true, StandardCharsets.UTF_8));
        return new Checked(code, said.toString(StandardCharsets.UTF_8));
    }

    private String address() {
        return "http://127.0.0.1:" + osv.getAddress().getPort();
    }

    @Test
    void noneIsKnown() throws Exception {
        Checked checked = check(BILL);
        assertThat(checked.code()).isZero();
        assertThat(checked.said()).contains("No known vulnerability in 2 components");
        assertThat(asked)
                .singleElement()
                .asString()
                .contains(
                        "\"pkg:maven/org.example/one@1.0\"",
                        "\"pkg:maven/org.webjars.npm/two@2.0\"",
                        "\"pkg:npm/two@2.0\"");
    }

    @Test
    void eachIsPrintedWithItsComponentAndTheVersionThatRepairsIt_alsoOfAFurtherPage() throws Exception {
        batch =
                "{\"results\": [{\"vulns\": [{\"id\": \"GHSA-aaaa-bbbb-cccc\"}], \"next_page_token\": \"more\"}, {}, {}]}";
        nextBatch = "{\"results\": [{\"vulns\": [{\"id\": \"GHSA-dddd-eeee-ffff\"}]}]}";
        Checked checked = check(BILL);
        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.said())
                .contains(
                        "org.example:one 1.0: GHSA-aaaa-bbbb-cccc, CVE-2026-0001, repaired in 1.2. It  [31mfails",
                        "org.example:one 1.0: GHSA-dddd-eeee-ffff, no repaired version known",
                        "Known vulnerabilities: 2, in 1 of 2 components")
                .doesNotContain("9.9", "abcdef", "\u001b");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).contains("\"page_token\":\"more\"", "one@1.0").doesNotContain("two@2.0");
    }

    /** OSV knows what is packed in a webjar under two names. */
    @Test
    void aVulnerabilityOfALibraryUnderTwoNamesIsOne() throws Exception {
        String hit = "{\"vulns\": [{\"id\": \"GHSA-dddd-eeee-ffff\"}]}";
        batch = "{\"results\": [{}, " + hit + ", " + hit + "]}";
        assertThat(check(BILL).said())
                .containsOnlyOnce("org.webjars.npm:two 2.0: GHSA-dddd-eeee-ffff")
                .contains("Known vulnerabilities: 1, in 1 of 2 components");
    }

    @Test
    void whatWasJudgedHarmlessIsShown_andCountsAgainWhenItsDayIsOver() throws Exception {
        batch = "{\"results\": [{\"vulns\": [{\"id\": \"GHSA-aaaa-bbbb-cccc\"}]}, {}, {}]}";
        judged = List.of(judged("CVE-2026-0001", "org.example:one", TODAY));
        assertThat(check(BILL)).satisfies(checked -> {
            assertThat(checked.code()).isZero();
            assertThat(checked.said())
                    .contains(
                            "org.example:one 1.0: GHSA-aaaa-bbbb-cccc",
                            "  Judged harmless until 2027-03-01: We read no such files.",
                            "No known vulnerability in 2 components, beside 1 judged harmless");
        });
        judged = List.of(judged("GHSA-aaaa-bbbb-cccc", "org.example:one", TODAY.minusDays(1)));
        asked.clear();
        assertThat(check(BILL)).satisfies(checked -> {
            assertThat(checked.code()).isEqualTo(1);
            assertThat(checked.said())
                    .contains(
                            "  Judged harmless until 2027-02-28, which is over, so it counts again: We read",
                            "Known vulnerabilities: 1, in 1 of 2 components, says");
        });
        judged = List.of(judged("GHSA-aaaa-bbbb-cccc", "org.example:other", TODAY));
        asked.clear();
        assertThat(check(BILL)).satisfies(checked -> {
            assertThat(checked.code()).as("judged of another library").isEqualTo(1);
            assertThat(checked.said()).doesNotContain("Judged");
        });
    }

    private static JudgedHarmless judged(String advisory, String library, LocalDate until) {
        return new JudgedHarmless(advisory, library, until, "We read no such files.");
    }

    @Test
    void theListInTheSourcesCanBeRead_andALineNeedsAllOfIt() {
        assertThat(JudgedHarmless.list()).isNotNull();
        assertThat(read("""
                [{"advisory": "GHSA-1", "library": "org.example:one", "until": "2027-03-01", "reason": "We read no such files."}]
                """)).containsExactly(judged("GHSA-1", "org.example:one", TODAY));
        assertThatThrownBy(() ->
                        read("[{\"advisory\": \"GHSA-1\", \"library\": \"org.example:one\", \"reason\": \"No.\"}]"))
                .hasMessageContaining("until");
        assertThatThrownBy(() -> read("""
                [{"advisory": "GHSA-1", "library": "org.example:one", "until": "2027-03-01", "reason": " "}]
                """)).hasMessageContaining("a day and a reason");
    }

    private static List<JudgedHarmless> read(String list) {
        return JudgedHarmless.read(new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatCanNotBeFoundOutIsSaid() throws Exception {
        status = 503;
        assertThat(check(BILL)).satisfies(checked -> {
            assertThat(checked.code()).isEqualTo(Vulnerabilities.NOT_CHECKED);
            assertThat(checked.said()).contains("Not checked", "status 503").hasLineCount(1);
        });
        status = 200;
        asked.clear();
        batch = "<html>a sign-in page of the network</html>";
        assertThat(check(BILL).said()).contains("Not checked", "its answer can't be read");
        asked.clear();
        batch = "{\"results\": [{}]}";
        assertThat(check(BILL).said()).contains("Not checked", "something else than was asked");
        asked.clear();
        batch = "{\"results\": [{\"vulns\": [{\"id\": \"../../elsewhere\"}]}, {}, {}]}";
        assertThat(check(BILL).said()).contains("Not checked", "something else than was asked");
        for (String bill : List.of("", "{}", "no JSON")) {
            assertThat(check(bill)).satisfies(checked -> {
                assertThat(checked.code()).isEqualTo(Vulnerabilities.NOT_CHECKED);
                assertThat(checked.said())
                        .contains("bom.json is no bill of materials")
                        .hasLineCount(1);
            });
        }
    }

    /** The command itself, with the database at an address of the environment; first there, then gone. */
    @Test
    void theExitCodeTellsThemApart() throws Exception {
        Path bill = Files.writeString(folder.resolve("bom.json"), BILL);
        assertThat(command(bill)).isZero();
        osv.stop(0);
        assertThat(command(bill)).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("said.txt")))
                .contains("Not checked for vulnerabilities: " + address())
                .hasLineCount(1);
        assertThat(CommandLine.run(VulnerabilitiesTest.class, new String[] {"vulnerabilities"}))
                .isEqualTo(2);
    }

    private int command(Path bill) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(TecProcess.command(List.of("vulnerabilities", bill.toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile());
        builder.environment().put("TEC_OSV_ADDRESS", address());
        return builder.start().waitFor();
    }
}
