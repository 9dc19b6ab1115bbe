package nl.tec.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.documents.S3Server;
import nl.tec.hub.StateCheck;
import nl.tec.hub.StateCheck.Level;
import nl.tec.operations.BackupRun;
import nl.tec.operations.Backups;
import nl.tec.operations.SystemState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A hub with its library's files in an S3-compatible store, over HTTP, while the store is up and while it is down. */
@TecTest
class FilesInAStoreTest {

    private static final S3Server S3 = S3Server.start();

    @Autowired
    AccountsFixture accounts;

    @Autowired
    LibraryAdministration keeping;

    @Autowired
    Backups backups;

    @Autowired
    SystemState state;

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry settings) {
        S3Server.settings(S3.port()).forEach((name, value) -> settings.add(name, () -> value));
        settings.add("tec.data", () -> "target/test-data-store-" + System.getProperty("tests.fork", "1"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        S3.close();
    }

    @Test
    void filesAreInTheStore_andWhileItIsDownTheRestOfTheHubGoesOn() throws Exception {
        TestBrowser maker = accounts.signedIn(Role.PROGRAMME_MANAGER).browser();
        Item item = new LibraryFixture(keeping, accounts).lesson("Bruggen in de opslag", ItemAccess.PUBLIC, null);
        String manage = "/beheer/bibliotheek/" + item.id();
        assertThat(upload(maker, manage).statusCode()).isEqualTo(303);
        assertThat(S3.objects()).hasSize(1);
        String page = "/bibliotheek/" + item.slug();
        String file = page + "/bestand/" + keeping.get(item.id()).files().get(0).id();
        assertThat(accounts.visitor().get(file).statusCode()).isEqualTo(200);
        assertThat(files().level()).isEqualTo(Level.GOOD);

        // a backup has it too, and a drill finds it there
        BackupRun made = backups.make();
        assertThat(made.error()).isNull();
        assertThat(backups.drill().error()).isNull();

        S3.stop();
        assertThat(accounts.visitor().get(page).statusCode()).isEqualTo(200);
        HttpResponse<String> gone = accounts.visitor().get(file);
        assertThat(gone.statusCode()).isEqualTo(503);
        assertThat(gone.body()).contains("Dit bestand is nu niet te openen", "De rest van de site werkt");
        HttpResponse<String> refused = upload(maker, manage);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Dit bestand kan nu niet bewaard worden", "value=\"Foto van een brug\"");
        assertThat(keeping.get(item.id()).files()).hasSize(1);
        assertThat(files().level()).isEqualTo(Level.BAD);
        assertThat(accounts.signedIn(Role.ADMINISTRATOR)
                        .browser()
                        .get("/admin/toestand")
                        .body())
                .contains("De opslag van bestanden antwoordt niet goed");
        assertThat(backups.make().error()).as("half a backup is none").contains("De opslag van bestanden");

        S3.startAgain();
        assertThat(accounts.visitor().get(file).statusCode()).isEqualTo(200);
        assertThat(upload(maker, manage).statusCode()).isEqualTo(303);
        assertThat(S3.objects()).as("the same bytes").hasSize(1);
    }

    private static HttpResponse<String> upload(TestBrowser maker, String manage) {
        return maker.upload(
                manage + "/bestand",
                "bestand",
                Map.of("foto.png", LibraryFixture.PNG),
                "omschrijving",
                "Foto van een brug");
    }

    private StateCheck files() {
        return state.checks().stream()
                .filter(check -> check.key().equals("files"))
                .findFirst()
                .orElseThrow();
    }
}
