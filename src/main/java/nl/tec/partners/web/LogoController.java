package nl.tec.partners.web;

import gg.jte.generated.precompiled.Pages;
import java.io.IOException;
import java.time.Duration;
import nl.tec.accounts.Actor;
import nl.tec.documents.FileTransfer;
import nl.tec.hub.Reply;
import nl.tec.partners.Logos;
import nl.tec.partners.Partners;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;

/** The logo of a partner: public to see, and changed by the partner or the programme manager. */
@Controller
class LogoController {

    private final Logos logos;
    private final Partners partners;
    private final Pages pages;

    LogoController(Logos logos, Partners partners, Pages pages) {
        this.logos = logos;
        this.partners = partners;
        this.pages = pages;
    }

    /** Serves a logo. Its URL contains the time of change, so that it can be cached for a long time. */
    @GetMapping("/partners/{id:\\d{1,18}}/logo.png")
    ResponseEntity<byte[]> show(@PathVariable long id) {
        Logos.Logo logo = logos.find(id).orElseThrow(() -> new NotFound("logo of " + id));
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .cacheControl(CacheControl.maxAge(Duration.ofDays(30)).cachePublic())
                .eTag("\"" + logo.changedAt().getEpochSecond() + "\"")
                .body(logo.png());
    }

    @PostMapping("/partner/logo")
    View own(
            FormData form,
            @RequestParam(name = Logos.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        return put(PartnerForms.organisation(actor, form), "/partner", form, file, actor, reply);
    }

    @PostMapping("/beheer/partners/{id:\\d{1,18}}/logo")
    View ofPartner(
            @PathVariable long id,
            FormData form,
            @RequestParam(name = Logos.FIELD, required = false) @Nullable MultipartFile file,
            @AuthenticationPrincipal Actor actor,
            Reply reply)
            throws IOException {
        return put(id, "/beheer/partners/" + id, form, file, actor, reply);
    }

    private View put(long id, String base, FormData form, @Nullable MultipartFile file, Actor actor, Reply reply)
            throws IOException {
        String page = base + "/profiel?van=" + id;
        if (form.has("weg")) {
            logos.remove(id, actor);
            return reply.saved("partners.logo.removed", page);
        }
        Partners.Page partner = partners.get(id, actor);
        return logos.put(id, FileTransfer.requiredUpload(file).bytes(), actor)
                .either(
                        done -> reply.saved("partners.logo.saved", page),
                        problems -> reply.refused(
                                problems, pages.partnersPartnerProfile(partner, partner.profile(), base)));
    }
}
