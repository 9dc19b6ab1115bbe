package nl.tec.partners.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.documents.EvidenceDocument;
import nl.tec.hub.Flash;
import nl.tec.hub.TableExport;
import nl.tec.partners.Ambassadors;
import nl.tec.partners.Membership;
import nl.tec.partners.Memberships;
import nl.tec.partners.Proof;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Problems;
import nl.tec.web.FileTransfer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Who is connected, for the programme manager: begin, renew and end memberships and ambassadors (requirement D5). */
@Controller
public class ConnectionsController {

    private static final String PAGE = "/beheer/netwerk";
    private static final int ROWS = 50;
    private static final List<String> COLUMNS =
            List.of("organisation", "kind", "from", "until", "fee_euro", "renewed", "evidence");

    private final Memberships memberships;
    private final Ambassadors ambassadors;
    private final Clock clock;

    ConnectionsController(Memberships memberships, Ambassadors ambassadors, Clock clock) {
        this.ambassadors = ambassadors;
        this.memberships = memberships;
        this.clock = clock;
    }

    /** @param shown afgelopen: those that have ended */
    @GetMapping(PAGE)
    String list(
            @RequestParam(name = "zoek", defaultValue = "") String search,
            @RequestParam(name = "toon", defaultValue = "") String shown,
            @RequestParam(name = "na", required = false) @Nullable String after,
            Model model) {
        return page(
                new Shown(
                        PartnerForms.cut(search),
                        shown.equals("afgelopen"),
                        PartnerForms.number(after).orElse(null)),
                new Refused(),
                model);
    }

    /** Those that run or are to come first, then those that have ended. */
    @GetMapping(PAGE + "/lijst.{kind:csv|xlsx}")
    void download(
            @PathVariable String kind,
            @RequestParam(name = "zoek", defaultValue = "") String search,
            HttpServletResponse response)
            throws IOException {
        String name = PartnerForms.cut(search);
        new TableExport("aansluitingen", COLUMNS, TableExport.<After>inPieces(after -> piece(name, after)))
                .download(kind, response);
    }

    /** @param over whether it is behind one that has ended. @param id null: from the first of those on */
    private record After(boolean over, @Nullable Long id) {}

    private TableExport.Piece<After> piece(String name, @Nullable After after) {
        boolean over = after != null && after.over();
        List<Membership> page = memberships.list(name, over, after == null ? null : after.id(), TableExport.PIECE);
        TableExport.Piece<After> piece =
                TableExport.Piece.byKey(page, ConnectionsController::row, last -> new After(over, last.id()));
        return piece.next() == null && !over ? new TableExport.Piece<>(piece.rows(), new After(true, null)) : piece;
    }

    private static List<@Nullable Object> row(Membership membership) {
        Long fee = membership.feeCents();
        return Arrays.asList(
                membership.organisation(),
                membership.kind().name(),
                membership.from(),
                membership.until(),
                fee == null ? null : BigDecimal.valueOf(fee, 2),
                membership.renewed() ? "yes" : "no",
                membership.basis().code());
    }

    @PostMapping(PAGE + "/aansluiting")
    String connect(
            @RequestParam Map<String, String> typed,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Problems problems = new Problems();
        long organisation = PartnerForms.number(typed.get("organisation")).orElseGet(() -> {
            problems.add("organisation", "network.problem.organisation");
            return 0L;
        });
        Membership.Kind kind = PartnerForms.membership(typed, problems);
        LocalDate from = PartnerForms.day("from", typed, problems);
        LocalDate until = PartnerForms.dayOrNone("until", typed, problems);
        Long fee = FormData.optionalCents(typed.getOrDefault("fee", ""), "fee", "declarations.problem.fee", problems);
        Proof proof = PartnerForms.proof(typed, file, problems);
        Problems result = problems.any()
                ? problems
                : memberships.connect(organisation, new Memberships.Term(kind, from, until, fee), proof, actor);
        return done(
                "network.connected",
                typed.getOrDefault("zoek", ""),
                new Refused("connect", typed, result),
                model,
                request,
                response);
    }

    @PostMapping(PAGE + "/aansluiting/{id}/einde")
    String endMembership(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Membership membership = memberships.find(id).orElseThrow(() -> new NotFound("membership " + id));
        Problems problems = new Problems();
        LocalDate last = PartnerForms.day("last", typed, problems);
        Problems result = problems.any() ? problems : memberships.end(id, last, actor);
        return done(
                "network.ended",
                membership.organisation(),
                new Refused("membership" + id, typed, result),
                model,
                request,
                response);
    }

    @PostMapping(PAGE + "/aansluiting/{id}/verlengen")
    String renewMembership(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Membership membership = memberships.find(id).orElseThrow(() -> new NotFound("membership " + id));
        Problems problems = new Problems();
        LocalDate until = PartnerForms.dayOrNone("until", typed, problems);
        Problems result = problems.any() ? problems : memberships.renew(id, until, actor);
        return done(
                "network.renewed",
                membership.organisation(),
                new Refused("renew" + id, typed, result),
                model,
                request,
                response);
    }

    @PostMapping(PAGE + "/ambassadeur")
    String addAmbassador(
            @RequestParam Map<String, String> typed,
            @RequestParam(name = EvidenceDocument.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Problems problems = new Problems();
        LocalDate signed = PartnerForms.day("signed", typed, problems);
        Problems result = problems.any()
                ? problems
                : ambassadors.add(
                        typed.getOrDefault("positionNl", ""),
                        typed.getOrDefault("positionEn", ""),
                        signed,
                        FileTransfer.requiredUpload(file),
                        actor);
        return done("network.ambassadorAdded", "", new Refused("ambassador", typed, result), model, request, response);
    }

    @PostMapping(PAGE + "/ambassadeur/{id}/einde")
    String endAmbassador(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Problems problems = new Problems();
        LocalDate last = PartnerForms.day("last", typed, problems);
        Problems result = problems.any() ? problems : ambassadors.end(id, last, actor);
        return done("network.ended", "", new Refused("ambassador" + id, typed, result), model, request, response);
    }

    /** What was signed on paper. */
    @GetMapping(PAGE + "/papier/{id:[0-9]{1,18}}")
    ResponseEntity<byte[]> document(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return FileTransfer.attachment(memberships.document(id, actor));
    }

    /** What of the memberships is on the page. @param after the last one of the page before; null: the first page */
    public record Shown(
            String search, boolean over, @Nullable Long after) {

        /** The same in an address, from its first page. */
        public String query() {
            return "zoek=" + URLEncoder.encode(search, StandardCharsets.UTF_8) + (over ? "&toon=afgelopen" : "");
        }
    }

    /** What came of a form. @param form which of those on the page; empty: none was sent. @param typed to show again */
    public record Refused(String form, Map<String, String> typed, Problems problems) {

        Refused() {
            this("", Map.of(), new Problems());
        }

        /** What was typed in a field of this form; null when it was another that was refused. */
        public @Nullable String typed(String form, String field) {
            return this.form.equals(form) ? typed.get(field) : null;
        }

        public @Nullable Problems problems(String form) {
            return this.form.equals(form) ? problems : null;
        }
    }

    /** @param search shows on the page what the form is about */
    private String done(
            String sentence,
            String search,
            Refused refused,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (refused.problems().any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(new Shown(search, false, null), refused, model);
        }
        Flash.say(request, response, sentence);
        return "redirect:" + PAGE;
    }

    private String page(Shown shown, Refused refused, Model model) {
        LocalDate today = LocalDate.now(clock);
        List<Membership> rows = memberships.list(shown.search(), shown.over(), shown.after(), ROWS + 1);
        boolean more = rows.size() > ROWS;
        model.addAttribute("shown", shown);
        model.addAttribute("memberships", more ? rows.subList(0, ROWS) : rows);
        model.addAttribute("next", more ? rows.get(ROWS - 1).id() : null);
        model.addAttribute("soon", memberships.endingSoon(ROWS));
        model.addAttribute("soonCount", memberships.countEndingSoon());
        model.addAttribute("ambassadors", ambassadors.list());
        model.addAttribute("candidates", shown.search().isBlank() ? List.of() : memberships.candidates(shown.search()));
        model.addAttribute("refused", refused);
        model.addAttribute("connected", memberships.connectedOn(today));
        model.addAttribute("ambassadorCount", ambassadors.count(today));
        return "partners/network";
    }
}
