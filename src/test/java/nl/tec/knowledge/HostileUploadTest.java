package nl.tec.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.accounts.Role;
import nl.tec.documents.EvidenceDocument;
import nl.tec.hub.Texts;
import nl.tec.knowledge.HostileFiles.Hostile;
import nl.tec.shared.Span;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Each hostile file is refused by the library with its sentence at the field; the input is kept, and nothing is stored. */
@TecTest
class HostileUploadTest {

    @Autowired
    AccountsFixture accounts;

    @Autowired
    LibraryAdministration keeping;

    @Autowired
    Texts texts;

    @Test
    void eachIsRefusedWithASentence_andNothingIsStored() throws Exception {
        AccountsFixture.SignedIn manager = accounts.signedIn(Role.PROGRAMME_MANAGER);
        TestBrowser browser = manager.browser();
        long id = Outcomes.done(keeping.create(
                LibraryFixture.details("Bestanden", ItemAccess.PUBLIC, null, new Span(5, 6), 45), manager.actor()));
        List<Hostile> files = HostileFiles.all().toList();
        for (Hostile file : files) {
            HttpResponse<String> refused = browser.upload(
                    "/beheer/bibliotheek/" + id + "/bestand",
                    EvidenceDocument.FIELD,
                    Map.of(file.name(), file.content()),
                    ItemFields.LABEL,
                    "Werkblad 7");
            assertThat(refused.statusCode()).as("%s", file).isEqualTo(422);
            String sentence = texts.text(Texts.DUTCH, file.key(), limit(file.key()));
            assertThat(refused.body())
                    .as("%s", file)
                    .contains("id=\"bestand-error\"", sentence, "value=\"Werkblad 7\"");
        }
        Item item = keeping.get(id);
        assertThat(item.files()).isEmpty();
        assertThat(item.version()).isEqualTo(1);
    }

    /** Returns the number in a sentence, if it has one. */
    private static int limit(String key) {
        return switch (key) {
            case "mandate.problem.pages" -> 200;
            case "mandate.problem.pixels" -> 60;
            default -> EvidenceDocument.MAX_BYTES / 1_000_000;
        };
    }
}
