package nl.tec.declarations.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import nl.tec.AccountsFixture;
import nl.tec.Outcomes;
import nl.tec.TecTest;
import nl.tec.TestSql;
import nl.tec.Together;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.declarations.Declaration;
import nl.tec.declarations.Declaration.Terms;
import nl.tec.declarations.DeclarationKind;
import nl.tec.declarations.DeclarationState;
import nl.tec.declarations.Declarations;
import nl.tec.declarations.Declarations.Draft;
import nl.tec.declarations.Declarations.Event;
import nl.tec.declarations.Declarations.SignatoryDraft;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signatories;
import nl.tec.declarations.Signatory;
import nl.tec.declarations.Signature;
import nl.tec.declarations.Signature.IdentifiedBy;
import nl.tec.declarations.Signing;
import nl.tec.declarations.Signing.ByAccount;
import nl.tec.declarations.Signing.ByLink;
import nl.tec.declarations.Signing.Result;
import nl.tec.declarations.Signing.State;
import nl.tec.declarations.internal.DeclarationsFixture.Made;
import nl.tec.partners.Ambassadors;
import nl.tec.partners.Membership;
import nl.tec.partners.Memberships;
import nl.tec.shared.Dates;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Sha256;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Versions, mandates and signatories; the text signed is the text shown; signed data is never erased (rules 6). */
@TecTest
class SigningTest {

    @Autowired
    DeclarationsFixture declarationsFixture;

    @Autowired
    Declarations declarations;

    @Autowired
    Signatories signatories;

    @Autowired
    Signing signing;

    @Autowired
    Sealing sealing;

    @Autowired
    Memberships memberships;

    @Autowired
    Ambassadors ambassadors;

    @Autowired
    AccountsFixture people;

    @Autowired
    JdbcClient jdbc;

    private Declaration read(Made made) {
        return declarations.read(made.id(), made.maker());
    }

    private static Signature signature(Signatory signatory) {
        return Objects.requireNonNull(signatory.signature());
    }

    private List<String> events(Made made) {
        return declarations.history(made.id()).stream().map(Event::event).toList();
    }

    @Test
    void theTextShownIsTheTextSigned() {
        Made made = declarationsFixture.open(2, null);
        long first = made.signatories().get(0);
        ByLink link = declarationsFixture.link(first);
        Signing.Page shown = signing.page(link).orElseThrow();
        assertThat(shown.text()).contains("Bedrijf 1").contains("directeur").doesNotContain("{");

        assertThat(signing.sign(link, shown.sha256(), "  Noor   de Vries ", true))
                .isEqualTo(new Result.Signed(false));

        Signatory signatory = read(made).signatories().get(0);
        assertThat(signature(signatory).name()).isEqualTo("Noor de Vries");
        assertThat(signature(signatory).identifiedBy()).isEqualTo(IdentifiedBy.LINK);
        assertThat(TestSql.text(jdbc, "select encode(text_sha256, 'hex') from signature where signatory_id = ?", first))
                .isEqualTo(shown.sha256());
        assertThat(TestSql.text(jdbc, "select text from signature where signatory_id = ?", first))
                .isEqualTo(shown.exactText());
        assertThat(SignatureHashes.hex(Sha256.of(shown.exactText()))).isEqualTo(shown.sha256());
        assertThat(events(made)).startsWith("SIGNED", "INVITED");
        assertThat(jdbc.sql("select count(*) from audit_log where action = 'DECLARATION_SIGNED' and subject_id = ?")
                        .param(made.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anEmptyNameAndNoAgreementAreRefused() {
        Made made = declarationsFixture.open(1, null);
        ByLink link = declarationsFixture.link(made.signatories().get(0));
        String shown = signing.page(link).orElseThrow().sha256();
        Result refused = signing.sign(link, shown, " \t ", false);
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        r -> assertThat(r.problems().all()).extracting("field").containsExactly("naam", "akkoord"));
        assertThat(read(made).signed()).isZero();
    }

    @Test
    void aLinkUsedTwiceSignsOnce() {
        Made made = declarationsFixture.open(2, null);
        ByLink link = declarationsFixture.link(made.signatories().get(0));
        assertThat(declarationsFixture.sign(link, "Noor")).isInstanceOf(Result.Signed.class);
        assertThat(declarationsFixture.sign(link, "Een ander")).isInstanceOf(Result.AlreadySigned.class);
        assertThat(declarationsFixture.sign(made.signatories().get(0))).isInstanceOf(Result.AlreadySigned.class);
        assertThat(signature(read(made).signatories().get(0)).name()).isEqualTo("Noor");
    }

    @Test
    void aTextThatChangedWhileItWasReadIsShownAgain() {
        Made made = declarationsFixture.open(2, null);
        long first = made.signatories().get(0);
        ByLink link = declarationsFixture.link(first);
        Signing.Page shown = signing.page(link).orElseThrow();
        Outcomes.done(declarations.changeText(made.id(), 1, made.title(), "Een andere tekst", made.maker()));

        assertThat(signing.sign(link, shown.sha256(), "Noor", true)).isInstanceOf(Result.TextChanged.class);
        assertThat(read(made).signed()).isZero();
        assertThat(signing.page(link).orElseThrow().text()).isEqualTo("Een andere tekst");
        assertThat(declarationsFixture.sign(link, "Noor")).isInstanceOf(Result.Signed.class);
    }

    @Test
    void aSignedVersionIsImmutable_aNewTextIsANewVersionToSignAgain() {
        Made made = declarationsFixture.open(2, null);
        long first = made.signatories().get(0);
        declarationsFixture.sign(first);
        for (String change : List.of(
                "update declaration_version set text = 'anders' where declaration_id = ?",
                "delete from declaration_version where declaration_id = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(made.id()).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("was signed and never changes");
        }
        for (String change : List.of(
                "update signature set name = 'Iemand' where signatory_id = ?",
                "delete from signature where signatory_id = ?")) {
            assertThatThrownBy(() -> jdbc.sql(change).param(first).update())
                    .hasStackTraceContaining("can only be added to");
        }
        Outcomes.done(declarations.changeText(made.id(), 1, made.title(), "Nieuw", made.maker()));

        assertThat(read(made).version()).isEqualTo(2);
        assertThat(read(made).signed()).isZero();
        Signing.Page again = signing.page(declarationsFixture.link(first)).orElseThrow();
        assertThat(again.state()).isEqualTo(State.TO_SIGN);
        assertThat(again.newVersion()).isTrue();
        assertThat(jdbc.sql(
                                "select count(*) from outbox where template = 'declaration-newText' and payload ->> 'signatory' in (?, ?)")
                        .params(first + "", made.signatories().get(1) + "")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(TestSql.integer(jdbc, "select count(*) from signature where signatory_id = ?", first))
                .as("the old signature stays")
                .isEqualTo(1);
    }

    @Test
    void aConcurrentChangeOfTheTextIsRefused() {
        Made made = declarationsFixture.open(1, null);
        Outcomes.done(declarations.changeText(made.id(), 1, made.title(), "Nieuw", made.maker()));
        assertThat(declarations.changeText(made.id(), 1, made.title(), "Ook nieuw", made.maker()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problems().all().get(0).key())
                                .isEqualTo("declarations.problem.otherVersion"));
    }

    @Test
    void aReplacedSignatoryCannotSign_andSeesTheReplacement() {
        Made made = declarationsFixture.open(2, null);
        long old = made.signatories().get(0);
        ByLink link = declarationsFixture.link(old);
        SignatoryDraft somebody =
                declarationsFixture.somebody(made.organisations().get(0), null);
        long instead = Outcomes.done(signatories.replace(
                made.id(),
                old,
                new SignatoryDraft(somebody.organisationId(), "voorzitter", somebody.email(), true, null, null),
                made.maker()));

        Signing.Page page = signing.page(link).orElseThrow();
        assertThat(page.state()).isEqualTo(State.REPLACED);
        assertThat(page.replacedBy()).isEqualTo("voorzitter");
        assertThat(declarationsFixture.sign(link, "Noor")).isEqualTo(new Result.Closed(State.REPLACED));
        assertThat(events(made)).contains("SIGNATORY_REPLACED");
        assertThat(read(made).signatories()).extracting(Signatory::id).contains(old, instead);

        declarationsFixture.sign(made.signatories().get(1));
        assertThat(read(made).state()).isEqualTo(DeclarationState.OPEN);
        assertThat(declarationsFixture.sign(instead)).isEqualTo(new Result.Signed(true));
    }

    @Test
    void withdrawingTheLastUnsignedSignatoryCompletesIt() {
        Made made = declarationsFixture.open(2, null);
        declarationsFixture.sign(made.signatories().get(0));
        Outcomes.done(signatories.withdraw(made.id(), made.signatories().get(1), made.maker()));
        assertThat(read(made).state()).isEqualTo(DeclarationState.COMPLETE);
        assertThat(signing.page(declarationsFixture.link(made.signatories().get(1)))
                        .orElseThrow()
                        .state())
                .isEqualTo(State.WITHDRAWN);
    }

    @Test
    void optionalSignatoriesAreNotWaitedFor() {
        Made made = declarationsFixture.open(1, null);
        SignatoryDraft extra = declarationsFixture.somebody(
                declarationsFixture.organisation(DeclarationsFixture.unique("Extra")), null);
        long optional = Outcomes.done(signatories.add(
                made.id(),
                new SignatoryDraft(extra.organisationId(), extra.position(), extra.email(), false, null, null),
                made.maker()));
        assertThat(declarationsFixture.sign(optional)).isEqualTo(new Result.Signed(false));
        assertThat(declarationsFixture.sign(made.signatories().get(0))).isEqualTo(new Result.Signed(true));
    }

    @Test
    void anExpiredMandateIsRefused() {
        Made made = declarationsFixture.open(1, null);
        LocalDate today = LocalDate.now(Dates.ZONE);
        long organisation = declarationsFixture.organisation(DeclarationsFixture.unique("Gemeente"));
        assertThat(signatories.add(
                        made.id(),
                        declarationsFixture.somebody(
                                organisation,
                                new Mandate("burgemeester", "tekenen", today.minusDays(9), today.minusDays(1), "123")),
                        made.maker()))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.problems().all().get(0).key())
                                .isEqualTo("declarations.problem.mandateExpired"));

        long lasting = Outcomes.done(signatories.add(
                made.id(),
                declarationsFixture.somebody(
                        organisation, new Mandate("burgemeester", "tekenen", today.minusDays(9), today, "123")),
                made.maker()));
        TestSql.update(jdbc, "update signatory set mandate_until = ? where id = ?", today.minusDays(1), lasting);
        assertThat(declarationsFixture.sign(lasting)).isEqualTo(new Result.Closed(State.MANDATE_EXPIRED));
        jdbc.sql("update signatory set mandate_from = ?, mandate_until = null where id = ?")
                .param(today.plusDays(1))
                .param(lasting)
                .update();
        assertThat(declarationsFixture.sign(lasting)).isEqualTo(new Result.Closed(State.MANDATE_NOT_YET));
        TestSql.update(
                jdbc, "update signatory set mandate_from = ?, mandate_until = ? where id = ?", today, today, lasting);
        assertThat(declarationsFixture.sign(lasting)).isInstanceOf(Result.Signed.class);
    }

    /** Of two concurrent signatures both count, and exactly one completes the declaration. */
    @RepeatedTest(3)
    void twoSignatoriesAtTheSameInstant() throws Exception {
        Made made = declarationsFixture.open(2, null);
        List<Result> results = Together.run(made.signatories().stream()
                .map(id -> {
                    ByLink link = declarationsFixture.link(id);
                    String shown = signing.page(link).orElseThrow().sha256();
                    return (Callable<Result>) () -> signing.sign(link, shown, "Noor", true);
                })
                .toList());
        assertThat(results).containsExactlyInAnyOrder(new Result.Signed(false), new Result.Signed(true));
        assertThat(read(made).state()).isEqualTo(DeclarationState.COMPLETE);
        assertThat(events(made).stream().filter("COMPLETED"::equals)).hasSize(1);
    }

    /** The same form submitted eight times concurrently creates one signature. */
    @Test
    void theSameFormEightTimesConcurrently() throws Exception {
        Made made = declarationsFixture.open(2, null);
        ByLink link = declarationsFixture.link(made.signatories().get(0));
        String shown = signing.page(link).orElseThrow().sha256();
        List<Callable<Result>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(() -> signing.sign(link, shown, "Noor", true));
        }
        assertThat(Together.run(all).stream().filter(Result.Signed.class::isInstance))
                .hasSize(1);
        assertThat(read(made).signed()).isEqualTo(1);
    }

    @Test
    void theDatabaseRefusesToCompleteAPartlySignedDeclaration() {
        Made made = declarationsFixture.open(2, null);
        declarationsFixture.sign(made.signatories().get(0));
        assertThatThrownBy(() ->
                        TestSql.update(jdbc, "update declaration set completed_at = now() where id = ?", made.id()))
                .hasStackTraceContaining("is not fully signed");
        Made all = declarationsFixture.complete(1, null);
        assertThatThrownBy(
                        () -> TestSql.update(jdbc, "update declaration set completed_at = null where id = ?", all.id()))
                .hasStackTraceContaining("is complete and stays so");
    }

    @Test
    void aCompleteDeclarationRejectsNewTextAndSignatories() {
        Made made = declarationsFixture.complete(1, null);
        assertThat(declarations.changeText(made.id(), 1, "Anders", "Anders", made.maker()))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(signatories.add(
                        made.id(),
                        declarationsFixture.somebody(made.organisations().get(0), null),
                        made.maker()))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(signatories.withdraw(made.id(), made.signatories().get(0), made.maker()))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aPartnerSignsForItsOwnOrganisationOnly() {
        Made made = declarationsFixture.open(2, null);
        long organisation = made.organisations().get(0);
        long signatory = made.signatories().get(0);
        Actor partner =
                people.signedIn(Actor.Membership.of(Role.PARTNER, organisation)).actor();
        Actor other = people.signedIn(Actor.Membership.of(
                        Role.PARTNER, declarationsFixture.organisation(DeclarationsFixture.unique("Anders"))))
                .actor();
        assertThat(signing.page(new ByAccount(other, signatory))).isEmpty();
        assertThatThrownBy(() -> signing.sign(new ByAccount(other, signatory), "", "Noor", true))
                .isInstanceOf(NotFound.class);
        assertThat(signing.openFor(organisation))
                .extracting(Signing.Item::signatoryId)
                .containsExactly(signatory);

        String shown =
                signing.page(new ByAccount(partner, signatory)).orElseThrow().sha256();
        assertThat(signing.sign(new ByAccount(partner, signatory), shown, "Noor", true))
                .isInstanceOf(Result.Signed.class);
        assertThat(signature(read(made).signatories().get(0)).identifiedBy()).isEqualTo(IdentifiedBy.ACCOUNT);
        assertThat(signing.openFor(organisation)).isEmpty();
        assertThat(signing.ofPartner(partner)).extracting(Signing.Item::state).containsExactly(State.SIGNED);
    }

    /** D5: a fully signed membership declaration creates a membership, which counts. */
    @Test
    void aSignedMembershipMakesAMember() {
        LocalDate today = LocalDate.now(Dates.ZONE);
        Made made = declarationsFixture.open(
                DeclarationKind.MEMBERSHIP,
                new Terms(Membership.Kind.CONTRIBUTOR, null, today.plusYears(1), null),
                1,
                null);
        long before = memberships.connectedOn(today);
        declarationsFixture.sign(made.signatories().get(0));
        assertThat(memberships.connectedOn(today)).isEqualTo(before + 1);
        assertThat(memberships.list("", false, null, 10_000))
                .filteredOn(member ->
                        member.organisationId() == made.organisations().get(0))
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.kind()).isEqualTo(Membership.Kind.CONTRIBUTOR);
                    assertThat(member.from()).isEqualTo(today);
                    assertThat(member.until()).isEqualTo(today.plusYears(1));
                    assertThat(member.basis()).isEqualTo(new nl.tec.partners.Basis.Declared(made.id()));
                });
        long tomorrow = memberships.connectedOn(today.plusDays(1));
        Outcomes.done(declarations.withdraw(made.id(), null, made.maker()));
        assertThat(memberships.connectedOn(today)).isEqualTo(before + 1);
        assertThat(memberships.connectedOn(today.plusDays(1))).as("withdrawn").isEqualTo(tomorrow - 1);
    }

    /** D5: a signed ambassador declaration creates an ambassador, who counts. */
    @Test
    void aSignedAmbassadorDeclarationMakesAnAmbassador() {
        Actor maker = declarationsFixture.maker();
        long id = Outcomes.done(declarations.write(
                new Draft(
                        DeclarationKind.AMBASSADOR,
                        DeclarationsFixture.unique("Ambassadeur"),
                        "Ik doe mee als {functie}.",
                        null,
                        Terms.NONE),
                maker));
        long signatory = Outcomes.done(signatories.add(
                id,
                new SignatoryDraft(null, "directeur van een bouwbedrijf", "a@example.org", true, null, null),
                maker));
        Outcomes.done(signatories.send(id, maker));
        long before = ambassadors.count(LocalDate.now(Dates.ZONE));
        assertThat(declarationsFixture.sign(signatory)).isEqualTo(new Result.Signed(true));
        assertThat(ambassadors.count(LocalDate.now(Dates.ZONE))).isEqualTo(before + 1);
        assertThat(ambassadors.list()).extracting("positionNl").contains("directeur van een bouwbedrijf");
        long tomorrow = ambassadors.count(LocalDate.now(Dates.ZONE).plusDays(1));
        Outcomes.done(declarations.withdraw(id, null, maker));
        assertThat(ambassadors.count(LocalDate.now(Dates.ZONE).plusDays(1)))
                .as("withdrawn")
                .isEqualTo(tomorrow - 1);
    }

    @Test
    void anAmbassadorDeclarationWhoseTermIsOverMakesNoAmbassador() {
        LocalDate today = LocalDate.now(Dates.ZONE);
        Made made = declarationsFixture.open(
                DeclarationKind.AMBASSADOR, new Terms(null, null, today.minusDays(1), null), 1, null);
        long before = ambassadors.count(today);
        assertThat(declarationsFixture.sign(made.signatories().get(0))).isEqualTo(new Result.Signed(true));
        assertThat(ambassadors.count(today)).isEqualTo(before);
    }

    /** The same form sent several times at once: each declaration has its own address. */
    @Test
    void equalTitlesAtTheSameInstant() throws Exception {
        Actor maker = declarationsFixture.maker();
        Draft draft = new Draft(
                DeclarationKind.PARTICIPATION, DeclarationsFixture.unique("Tegelijk"), "Tekst", null, Terms.NONE);
        List<Callable<Outcome<Long>>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(() -> declarations.write(draft, maker));
        }
        assertThat(Together.run(all).stream()
                        .map(Outcomes::done)
                        .map(id -> declarations.read(id, maker).slug()))
                .doesNotHaveDuplicates()
                .hasSize(6);
    }

    @Test
    void linksAreSentOnce_andRemindedOnceADay() {
        Made made = declarationsFixture.open(1, null);
        long signatory = made.signatories().get(0);
        Outcomes.done(signatories.send(made.id(), made.maker()));
        assertThat(mails("declaration-sign", signatory)).isEqualTo(1);
        assertThat(signatories.remind(made.id(), signatory, made.maker())).isInstanceOf(Outcome.Refused.class);
        TestSql.update(
                jdbc, "update signatory set invited_at = invited_at - interval '2 days' where id = ?", signatory);
        Outcomes.done(signatories.remind(made.id(), signatory, made.maker()));
        assertThat(signatories.remind(made.id(), signatory, made.maker())).isInstanceOf(Outcome.Refused.class);
        assertThat(mails("declaration-remind", signatory)).isEqualTo(1);
    }

    @Test
    void allUnsignedSignatoriesAreRemindedInOneAction() {
        Made made = declarationsFixture.open(3, null);
        declarationsFixture.sign(made.signatories().get(0));
        assertThat(signatories.remindAll(made.id(), made.maker()))
                .as("their links are of today")
                .isInstanceOf(Outcome.Refused.class);
        jdbc.sql("update signatory set invited_at = invited_at - interval '2 days' where declaration_id = ?")
                .param(made.id())
                .update();
        Outcomes.done(signatories.remindAll(made.id(), made.maker()));
        assertThat(signatories.remindAll(made.id(), made.maker())).isInstanceOf(Outcome.Refused.class);
        assertThat(made.signatories())
                .extracting(signatory -> mails("declaration-remind", signatory))
                .containsExactly(0, 1, 1);
    }

    /** A replaced signatory cannot see the document before it is public. */
    @Test
    void theDocumentIsOnlyForItsSignatories() {
        Made made = declarationsFixture.open(2, null);
        long old = made.signatories().get(0);
        declarationsFixture.sign(old);
        long instead = Outcomes.done(signatories.replace(
                made.id(),
                old,
                declarationsFixture.somebody(made.organisations().get(0), null),
                made.maker()));
        declarationsFixture.sign(instead);
        declarationsFixture.sign(made.signatories().get(1));
        sealing.sealDue();
        assertThat(signing.file(declarationsFixture.link(instead))).isPresent();
        assertThat(signing.file(declarationsFixture.link(old))).isEmpty();
    }

    /** Names cannot inject placeholders or Markdown. */
    @Test
    void namesAreFilledInLiterally() {
        assertThat(Filling.fill("{partner} en {functie}", "A*B {functie}", "hoofd_1", LocalDate.of(2022, 9, 14)))
                .isEqualTo("A\\*B {functie} en hoofd\\_1");
        assertThat(Filling.fill("{datum} {anders}", "A", "b", LocalDate.of(2022, 9, 14)))
                .isEqualTo("14 september 2022 {anders}");
    }

    private int mails(String template, long signatory) {
        return jdbc.sql("select count(*) from outbox where template = ? and (payload ->> 'signatory')::bigint = ?")
                .param(template)
                .param(signatory)
                .query(Integer.class)
                .single();
    }
}
