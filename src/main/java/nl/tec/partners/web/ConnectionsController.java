package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.documents.EvidenceDocument;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.partners.Ambassadors;
import nl.tec.partners.Membership;
import nl.tec.partners.Memberships;
import nl.tec.partners.Proof;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriUtils;

/** The pages on which the programme manager begins, renews and ends memberships and ambassadors (requirement D5). */
@Controller
public class ConnectionsController {

    private static final String PAGE = "/beheer/netwerk";
    private static final int ROWS = 50;
    private static final List<String> COLUMNS =
            List.of("organisatie", "soort", "vanaf", "tot en met", "bijdrage in euro", "verlengd", "bewijs");

    private final Memberships memberships;
    private final Ambassadors ambassadors;
    private final Pages pages;
    private final Clock clock;

    ConnectionsController(Memberships memberships, Ambassadors ambassadors, Pages pages, Clock clock) {
        this.memberships = memberships;
        this.ambassadors = ambassadors;
        this.pages = pages;
        this.clock = clock;
    }

    /** Lists the memberships; with {@code toon=afgelopen} the ended ones. */
    @GetMapping(PAGE)
    JteModel list(FormData query) {
        return page(
                new Shown(
                        PartnerForms.cut(query.text("zoek")), query.text("toon").equals("afgelopen"), query.id("na")),
                new Refused("", new FormData(), new Problems()));
    }

    /** Exports the current and future memberships, then the ended ones. */
    @GetMapping(PAGE + "/lijst.{kind:csv|xlsx}")
    void download(
            @PathVariable String kind,
            @RequestParam(name = "zoek", defaultValue = "") String search,
            HttpServletResponse response)
            throws IOException {
        String name = PartnerForms.cut(search);
        new TableExport("aansluitingen", COLUMNS, TableExport.<After>inBatches(after -> batch(name, after)))
                .download(kind, response);
    }

    /** The export cursor. @param over whether it is among the ended memberships. @param id null: from the first of those */
    private record After(boolean over, @Nullable Long id) {}

    private TableExport.Batch<After> batch(String name, @Nullable After after) {
        boolean over = after != null && after.over();
        List<Membership> page = memberships.list(name, over, after == null ? null : after.id(), TableExport.BATCH_SIZE);
        TableExport.Batch<After> batch =
                TableExport.Batch.byKey(page, ConnectionsController::row, last -> new After(over, last.id()));
        return batch.next() == null && !over ? new TableExport.Batch<>(batch.rows(), new After(true, null)) : batch;
    }

    private static List<@Nullable Object> row(Membership membership) {
        Long fee = membership.feeCents();
        return Arrays.asList(
                membership.organisation(),
                membership.kind().name(),
                membership.from(),
                membership.until(),
                fee == null ? null : BigDecimal.valueOf(fee, 2),
                membership.renewed() ? "ja" : "nee",
                membership.basis().code());
    }

    @PostMapping(PAGE + "/aansluiting")
    View connect(
            FormData form,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        Long organisation = form.id("organisation");
        form.problems().addIf(organisation == null, "organisation", "network.problem.organisation");
        Memberships.Term term = new Memberships.Term(
                PartnerForms.membership(form),
                PartnerForms.day(form, "from"),
                PartnerForms.optionalDay(form, "until"),
                form.cents("fee", "declarations.problem.fee"));
        Proof proof = PartnerForms.proof(form, file);
        Problems problems = organisation == null || form.problems().any()
                ? form.problems()
                : memberships.connect(organisation, term, proof, actor);
        return done("network.connected", form.text("zoek"), new Refused("connect", form, problems), reply);
    }

    @PostMapping(PAGE + "/aansluiting/{id}/einde")
    View endMembership(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Membership membership = memberships.find(id).orElseThrow(() -> new NotFound("membership " + id));
        LocalDate last = PartnerForms.day(form, "last");
        Problems problems = form.problems().any() ? form.problems() : memberships.end(id, last, actor);
        return done("network.ended", membership.organisation(), new Refused("membership" + id, form, problems), reply);
    }

    @PostMapping(PAGE + "/aansluiting/{id}/verlengen")
    View renewMembership(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Membership membership = memberships.find(id).orElseThrow(() -> new NotFound("membership " + id));
        LocalDate until = PartnerForms.optionalDay(form, "until");
        Problems problems = form.problems().any() ? form.problems() : memberships.renew(id, until, actor);
        return done("network.renewed", membership.organisation(), new Refused("renew" + id, form, problems), reply);
    }

    @PostMapping(PAGE + "/ambassadeur")
    View addAmbassador(
            FormData form,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        LocalDate signed = PartnerForms.day(form, "signed");
        Bilingual position = form.both("position");
        Problems problems = form.problems().any()
                ? form.problems()
                : ambassadors.add(
                        position.dutch(), position.english(), signed, FileTransfer.requiredUpload(file), actor);
        return done("network.ambassadorAdded", "", new Refused("ambassador", form, problems), reply);
    }

    @PostMapping(PAGE + "/ambassadeur/{id}/einde")
    View endAmbassador(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        LocalDate last = PartnerForms.day(form, "last");
        Problems problems = form.problems().any() ? form.problems() : ambassadors.end(id, last, actor);
        return done("network.ended", "", new Refused("ambassador" + id, form, problems), reply);
    }

    /** Downloads the scan of a declaration signed on paper. */
    @GetMapping(PAGE + "/papier/{id:[0-9]{1,18}}")
    ResponseEntity<byte[]> document(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.attachment(memberships.document(id, actor));
    }

    /** The filter of the page. @param after the last membership of the previous page; null: the first page */
    public record Shown(
            String search, boolean over, @Nullable Long after) {

        /** Returns the query string of the first page. */
        public String query() {
            return "zoek=" + UriUtils.encode(search, StandardCharsets.UTF_8) + (over ? "&toon=afgelopen" : "");
        }
    }

    /** A refused form. @param form its name on the page; empty: none was submitted. @param typed the values to show again */
    public record Refused(String form, FormData typed, Problems problems) {

        /** Returns the submitted value of a field; null if another form was refused. */
        public @Nullable String typed(String form, String field) {
            return this.form.equals(form) ? typed.text(field) : null;
        }

        public @Nullable Problems problems(String form) {
            return this.form.equals(form) ? problems : null;
        }
    }

    /** @param search the search that shows the organisation of the form on the page */
    private View done(String sentence, String search, Refused refused, Reply reply) {
        return refused.problems().any()
                ? reply.refused(refused.problems(), page(new Shown(search, false, null), refused))
                : reply.saved(sentence, PAGE);
    }

    private JteModel page(Shown shown, Refused refused) {
        LocalDate today = Dates.today(clock);
        List<Membership> rows = memberships.list(shown.search(), shown.over(), shown.after(), ROWS + 1);
        boolean more = rows.size() > ROWS;
        return pages.partnersNetwork(
                shown,
                more ? rows.subList(0, ROWS) : rows,
                more ? rows.get(ROWS - 1).id() : null,
                memberships.endingSoon(ROWS),
                memberships.countEndingSoon(),
                ambassadors.list(),
                shown.search().isBlank() ? List.of() : memberships.candidates(shown.search()),
                refused,
                memberships.connectedOn(today),
                ambassadors.count(today));
    }
}
