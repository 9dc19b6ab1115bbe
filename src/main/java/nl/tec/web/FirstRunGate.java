package nl.tec.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.tec.hub.HubSettings;
import org.springframework.web.servlet.HandlerInterceptor;

/** Redirects every page to the first-run page until the hub has been set up. */
final class FirstRunGate implements HandlerInterceptor {

    private final HubSettings hub;

    FirstRunGate(HubSettings hub) {
        this.hub = hub;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (hub.started()
                || request.getDispatcherType() != DispatcherType.REQUEST
                || request.getRequestURI().equals(FirstRunController.PATH)) {
            return true;
        }
        response.sendRedirect(FirstRunController.PATH);
        return false;
    }
}
