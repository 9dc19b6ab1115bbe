package nl.tec.declarations.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Instant;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestBrowser;
import nl.tec.TestSql;
import nl.tec.accounts.Actor.Membership;
import nl.tec.accounts.PersonalRecords.Person;
import nl.tec.accounts.Role;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.Signatory;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.ByAccount;
import nl.tec.declarations.Signing.Result;
import nl.tec.declarations.Signing.State;
import nl.tec.declarations.internal.DeclarationsFixture.Made;
import nl.tec.privacy.HeldRecords;
import nl.tec.shared.Outcome;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A signatory can decline with a reason, gets no more reminders, and can be asked again or replaced (rules 6). */
@TecTest
class DecliningTest {

    private static final String REASON = "Ons bestuur wil eerst het plan zien.";

    @Autowired
    DeclarationsFixture declarationsFixture;

    @Autowired
    Declarations declarations;

    @Autowired
    Signatories signatories;

    @Autowired
    Signing signing;

    @Autowired
    SigningReminders reminders;

    @Autowired
    AccountsFixture people;

    @Autowired
    HeldRecords held;

    @Autowired
    JdbcClient jdbc;

    private Declaration read(Made made) {
        return declarations.read(made.id(), made.maker());
    }

    private Signatory first(Made made) {
        return read(made).signatories().get(0);
    }

    private Result decline(Made made) {
        return signing.decline(declarationsFixture.link(made.signatories().get(0)), REASON);
    }

    private int mails(long signatory, String template) {
        return jdbc.sql("select count(*) from outbox where template = ? and (payload ->> 'signatory')::bigint = ?")
                .params(template, signatory)
                .query(Integer.class)
                .single();
    }

    @Test
    void byThePersonalLink_withAReasonForTheProgrammeManager() {
        Made made = declarationsFixture.open(1, null);
        int waiting = signatories.countDeclined();
        String address = "/tekenen/"
                + declarationsFixture.link(made.signatories().get(0)).secret();
        TestBrowser visitor = people.visitor();
        assertThat(visitor.get(address).body()).contains("Ik teken niet");
        for (String wrong : new String[] {" ", "x".repeat(Signing.MAX_REASON + 1)}) {
            HttpResponse<String> refused = visitor.post(address, "weigeren", "ja", "reden", wrong);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("reden-error", wrong.strip());
        }
        assertThat(first(made).decline()).isNull();
        assertThat(visitor.post(address, "weigeren", "ja", "reden", REASON).statusCode())
                .isEqualTo(303);
        assertThat(visitor.get(address).body())
                .contains("Je liet weten dat je niet tekent", REASON)
                .doesNotContain("gelezen en teken");

        Signatory signatory = first(made);
        assertThat(signatory.decline()).isNotNull();
        assertThat(signatory.canBeReminded()).isFalse();
        assertThat(signatories.countDeclined()).isEqualTo(waiting + 1);
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        assertThat(maker.get("/beheer/verklaringen/" + made.id()).body())
                .contains("Geweigerd", REASON, "met een persoonlijke link", "Vraag opnieuw");
        assertThat(maker.get("/beheer/verklaringen").body()).contains("1 geweigerd");
        assertThat(maker.get("/beheer/programma").body()).contains("niet tekenen");
        assertThat(declarations.history(made.id()))
                .as("it can only be added to, and words have to go when somebody asks")
                .anySatisfy(event -> assertThat(event.event()).isEqualTo("DECLINED"))
                .allSatisfy(event -> assertThat(event.detail()).doesNotContain(REASON));
    }

    @Test
    void whyIsShownToWhoDeclined_andErasedOnRequest() {
        Made made = declarationsFixture.open(1, null);
        decline(made);
        String email = String.valueOf(first(made).email());
        assertThat(words(new Person(0, email))).contains(REASON);
        held.forget(null, new Person(0, email));
        assertThat(words(new Person(0, email))).doesNotContain(REASON);
        assertThat(reason(made)).isEqualTo("-");

        Made signedIn = declarationsFixture.open(1, null);
        var somebody = people.signedIn(
                Membership.of(Role.PARTNER, signedIn.organisations().get(0)));
        signing.decline(new ByAccount(somebody.actor(), signedIn.signatories().get(0)), REASON);
        Person account = new Person(somebody.account().id(), somebody.account().email());
        assertThat(words(account)).contains(REASON);
        held.forget(null, account);
        assertThat(reason(signedIn)).as("that somebody declined stays").isEqualTo("-");
    }

    private String words(Person person) {
        return held.about(person).toString();
    }

    private String reason(Made made) {
        Signatory.Decline decline = first(made).decline();
        return decline == null ? "" : decline.reason();
    }

    @Test
    void signedIn_andOnlyForTheOwnOrganisation() {
        Made made = declarationsFixture.open(2, null);
        var somebody =
                people.signedIn(Membership.of(Role.PARTNER, made.organisations().get(0)));
        String own = "/partner/verklaringen/" + made.signatories().get(0);
        String other = "/partner/verklaringen/" + made.signatories().get(1);
        assertThat(somebody.browser()
                        .post(other, "weigeren", "ja", "reden", REASON)
                        .statusCode())
                .isEqualTo(404);
        assertThat(somebody.browser()
                        .post(own, "weigeren", "ja", "reden", REASON)
                        .statusCode())
                .isEqualTo(303);
        assertThat(somebody.browser().get("/partner/verklaringen").body()).contains("geweigerd");
        Signatory.Decline decline = first(made).decline();
        assertThat(decline).isNotNull();
        assertThat(decline.who()).isEqualTo(somebody.actor().name());
        assertThat(signing.page(new ByAccount(
                                somebody.actor(), made.signatories().get(0)))
                        .orElseThrow()
                        .state())
                .isEqualTo(State.DECLINED);
    }

    @Test
    void isNotReminded_automaticallyOrManually() {
        Made made = declarationsFixture.open(1, null);
        decline(made);
        reminders.run(Instant.now().plusSeconds(60L * 60 * 24 * 90));
        assertThat(mails(made.signatories().get(0), "declaration-remind")).isZero();
        assertThat(signatories.remind(made.id(), made.signatories().get(0), made.maker()))
                .isInstanceOf(Outcome.Refused.class);
        assertThatThrownBy(() -> TestSql.update(
                        jdbc, "update signatory set remind_at = now() where declaration_id = ?", made.id()))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void doesNotSignUntilItIsAskedAgain() {
        Made made = declarationsFixture.open(1, null);
        long signatory = made.signatories().get(0);
        decline(made);
        assertThat(declarationsFixture.sign(signatory)).isEqualTo(new Result.Closed(State.DECLINED));
        int links = mails(signatory, "declaration-sign");
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        String again = "/beheer/verklaringen/" + made.id() + "/ondertekenaar/" + signatory + "/opnieuw";
        assertThat(maker.get(again).body())
                .as("who gets what, before anything is sent")
                .contains(String.valueOf(first(made).email()), "Wil je tekenen: " + made.title(), "Ja, vraag opnieuw");
        assertThat(mails(signatory, "declaration-sign")).isEqualTo(links);
        assertThat(maker.post(again).statusCode()).isEqualTo(303);
        assertThat(maker.get(again).body())
                .contains("Er is nu niemand die je kunt mailen")
                .doesNotContain("Ja, vraag opnieuw");
        assertThat(maker.post(again).statusCode()).as("once").isEqualTo(422);
        assertThat(mails(signatory, "declaration-sign")).isEqualTo(links + 1);
        assertThat(first(made).remindAt()).as("reminded again").isNotNull();
        declarationsFixture.sign(signatory);
        assertThat(read(made).state()).isEqualTo(DeclarationState.COMPLETE);
        assertThat(decline(made)).as("what is signed is signed").isEqualTo(new Result.Closed(State.SIGNED));
    }

    @Test
    void aNewTextResetsTheDecline() {
        Made made = declarationsFixture.open(1, null);
        decline(made);
        Outcomes.done(declarations.changeText(
                made.id(), 1, made.title(), DeclarationsFixture.TEXT + " Nu met plan.", made.maker()));
        assertThat(first(made).decline()).isNull();
        assertThat(declarationsFixture.sign(made.signatories().get(0))).isEqualTo(new Result.Signed(true));
    }

    @Test
    void somebodyElseSignsInstead_andThePageSaysThatTheLinkHasToBeSent() {
        Made made = declarationsFixture.open(1, null);
        decline(made);
        SignatoryDraft instead = new SignatoryDraft(
                made.organisations().get(0), "voorzitter van het bestuur", "voorzitter@example.org", true, null, null);
        long next =
                Outcomes.done(signatories.replace(made.id(), made.signatories().get(0), instead, made.maker()));
        assertThat(signatories.countDeclined()).isEqualTo(countedWithout(made));
        TestBrowser maker = people.signedIn(Role.PROGRAMME_MANAGER).browser();
        String page = "/beheer/verklaringen/" + made.id();
        assertThat(maker.get(page).body())
                .contains("Nog geen link gekregen", "voorzitter van het bestuur.", "Verstuur de links");
        assertThat(maker.get(page + "/versturen").body())
                .contains("voorzitter@example.org", "Ja, verstuur de links")
                .doesNotContain("Klopt de tekst?");
        assertThat(maker.get(page + "/herinneren").body())
                .as("who has no link gets no reminder")
                .doesNotContain("voorzitter@example.org");
        assertThat(maker.post(page + "/versturen").statusCode()).isEqualTo(303);
        assertThat(maker.get(page).body()).doesNotContain("Nog geen link gekregen");
        declarationsFixture.sign(next);
        assertThat(read(made).state()).isEqualTo(DeclarationState.COMPLETE);
    }

    private int countedWithout(Made made) {
        return jdbc.sql("""
                select count(*) from signatory s join declaration d on d.id = s.declaration_id
                 where s.declined_at is not null and s.withdrawn_at is null and d.completed_at is null and d.withdrawn_at is null
                   and d.id <> ?
                """).param(made.id()).query(Integer.class).single();
    }

    @Test
    void aSignatoryWithoutAnAddressIsShownWithoutALink() {
        Made made = declarationsFixture.draft(
                nl.tec.declarations.DeclarationKind.PARTICIPATION, Declaration.Terms.NONE, 0, null);
        long organisation = declarationsFixture.organisation(DeclarationsFixture.unique("Zonder adres"));
        Outcomes.done(signatories.add(
                made.id(), new SignatoryDraft(organisation, "directeur", "", true, null, null), made.maker()));
        Outcomes.done(signatories.send(made.id(), made.maker()));
        assertThat(people.signedIn(Role.PROGRAMME_MANAGER)
                        .browser()
                        .get("/beheer/verklaringen/" + made.id())
                        .body())
                .contains("Kon geen link krijgen: er is geen mailadres")
                .doesNotContain("link verstuurd");
    }
}
