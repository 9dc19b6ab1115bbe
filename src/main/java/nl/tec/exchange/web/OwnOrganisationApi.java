package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import nl.tec.exchange.ApiCaller;
import nl.tec.organisations.Organisations;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.shared.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** The organisation and the scopes of a key, for a program to check whether its key works. */
@RestController
class OwnOrganisationApi {

    private final Organisations organisations;
    private final Schools schools;
    private final OwnAnswers answers;

    OwnOrganisationApi(Organisations organisations, Schools schools, OwnAnswers answers) {
        this.organisations = organisations;
        this.schools = schools;
        this.answers = answers;
    }

    @GetMapping(ApiAnswers.ROOT + "/eigen-organisatie")
    @NeedsKey
    ResponseEntity<byte[]> organisation(
            @RequestAttribute(ApiGate.CALLER) ApiCaller caller, HttpServletRequest request) {
        long id = caller.organisationId();
        String name = schools.find(id)
                .map(SchoolSite::name)
                .or(() -> organisations.find(id).map(Organisations.Organisation::name))
                .orElseThrow(() -> new NotFound("organisation " + id));
        return answers.one(ApiModels.OwnOrganisation.of(name, caller), request);
    }
}
