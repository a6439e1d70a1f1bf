package dev.resilience.test.conformance;

import java.util.ArrayList;
import java.util.List;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;

/** Which calls go to a backend. */
final class ClientCalls {

	private static final String HTTP_EXCHANGE = "org.springframework.web.service.annotation.HttpExchange";

	private static final String CONTROLLER = "org.springframework.stereotype.Controller";

	private static final String REQUEST_LINE = "feign.RequestLine";

	private static final String FEIGN_CLIENT = "org.springframework.cloud.openfeign.FeignClient";

	private final List<Client> clients = new ArrayList<>(KnownClients.ALL);

	void add(Client client) {
		this.clients.add(client);
	}

	/**
	 * Whether this is a call to a backend. What a client of one's own does when it is
	 * called is no call of its own: calls to it are.
	 */
	boolean isClientCall(JavaCodeUnitAccess<?> access) {
		return isClientMethod(access.getTarget()) && !isClientMethod(access.getOrigin());
	}

	private boolean isClientMethod(CodeUnitAccessTarget target) {
		JavaCodeUnit resolved = target.resolveMember().orElse(null);
		return isOfClient(target.getOwner(), target.getName())
				|| (resolved != null && isOfInterface(target.getOwner(), resolved));
	}

	private boolean isClientMethod(JavaCodeUnit method) {
		return isOfClient(method.getOwner(), method.getName());
	}

	private boolean isOfClient(JavaClass owner, String name) {
		return this.clients.stream()
			.anyMatch((client) -> client.calls(name) && owner.isAssignableTo(client.type())
					&& (!client.allBut() || hasMethod(owner, client.type(), name)));
	}

	/** Where all methods of a type count: what only a subclass has is none of them. */
	private static boolean hasMethod(JavaClass owner, String clientType, String name) {
		return owner.getAllClassesSelfIsAssignableTo()
			.stream()
			.filter((type) -> type.getName().equals(clientType))
			.flatMap((type) -> type.getAllMethods().stream())
			.anyMatch((method) -> method.getName().equals(name) && !method.getModifiers().contains(JavaModifier.STATIC)
					&& !method.getOwner().isEquivalentTo(Object.class));
	}

	private static boolean isOfInterface(JavaClass owner, JavaCodeUnit method) {
		if (!owner.isInterface() || !method.getModifiers().contains(JavaModifier.ABSTRACT)) {
			return false;
		}
		return method.isAnnotatedWith(REQUEST_LINE) || isFeignClient(owner)
				|| (method.isMetaAnnotatedWith(HTTP_EXCHANGE) && !isServed(owner));
	}

	private static boolean isFeignClient(JavaClass owner) {
		return owner.isAnnotatedWith(FEIGN_CLIENT)
				|| owner.getAllRawInterfaces().stream().anyMatch((type) -> type.isAnnotatedWith(FEIGN_CLIENT))
				|| owner.getAllSubclasses().stream().anyMatch((type) -> type.isAnnotatedWith(FEIGN_CLIENT));
	}

	/** The same annotations stand on what controllers implement. */
	private static boolean isServed(JavaClass owner) {
		return owner.getAllSubclasses().stream().anyMatch((type) -> type.isMetaAnnotatedWith(CONTROLLER));
	}

}
