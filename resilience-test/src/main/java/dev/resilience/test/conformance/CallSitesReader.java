package dev.resilience.test.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.resilience.Resilience;
import dev.resilience.ThrowingRunnable;
import dev.resilience.ThrowingSupplier;
import dev.resilience.test.conformance.CallSites.Site;
import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Reads the call sites of one class. A call is on the object itself if nothing else that
 * has the method is at hand in the calling method; a field or a parameter may hold the
 * proxy.
 */
final class CallSitesReader extends ClassVisitor {

	private static final Set<String> PROTECTING = Set.of(ThrowingSupplier.class.getName(),
			ThrowingRunnable.class.getName());

	private final String type;

	private final Map<String, Set<String>> family;

	private final CallSites sites;

	private final Map<String, Lambda> lambdas = new HashMap<>();

	private final List<OfMethod> methods = new ArrayList<>();

	private final Set<Site> byCode = new HashSet<>();

	CallSitesReader(String type, Map<String, Set<String>> family, CallSites sites) {
		super(SpringAsmInfo.ASM_VERSION);
		this.type = type;
		this.family = family;
		this.sites = sites;
	}

	void read(ClassReader bytecode) {
		bytecode.accept(this, ClassReader.SKIP_FRAMES);
		Set<Site> bare = new HashSet<>();
		this.methods.forEach((method) -> (isByCode(method.name) ? this.byCode : bare).addAll(method.calls));
		this.byCode.stream().filter((site) -> !bare.contains(site)).forEach(this.sites.byCode()::add);
	}

	/** A lambda in such a lambda too. */
	private boolean isByCode(String method) {
		Lambda lambda = this.lambdas.get(method);
		return lambda != null && (lambda.protectedByCode || isByCode(lambda.within));
	}

	@Override
	public MethodVisitor visitMethod(int access, String name, String descriptor, @Nullable String signature,
			String @Nullable [] exceptions) {
		OfMethod method = new OfMethod(name, descriptor);
		this.methods.add(method);
		return method;
	}

	/** A lambda's body is a method of the class; {@code within} is who makes it. */
	private record Lambda(String within, boolean protectedByCode) {
	}

	private final class OfMethod extends MethodVisitor {

		private final String name;

		private final Set<Site> calls = new HashSet<>();

		private final Set<Site> onFamily = new HashSet<>();

		private final Set<String> atHand = new HashSet<>();

		private int line;

		private @Nullable String constant;

		OfMethod(String name, String descriptor) {
			super(SpringAsmInfo.ASM_VERSION);
			this.name = name;
			// a constructor is given the object around it
			for (Type parameter : name.equals("<init>") ? new Type[0] : Type.getArgumentTypes(descriptor)) {
				seen(parameter);
			}
		}

		@Override
		public void visitLineNumber(int line, Label start) {
			this.line = line;
		}

		@Override
		public void visitLdcInsn(Object value) {
			this.constant = (value instanceof String text) ? text : null;
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			Site site = site(owner, name);
			this.calls.add(site);
			if (opcode == Opcodes.INVOKESPECIAL) {
				// a method of super
				CallSitesReader.this.sites.onItself().add(site);
			}
			else if (isOfFamily(Type.getObjectType(owner))) {
				this.onFamily.add(site);
			}
			if (site.owner().equals(Resilience.class.getName()) && name.equals("policy") && this.constant != null) {
				CallSitesReader.this.sites.policies().add(this.constant);
			}
			this.constant = null;
			seen(Type.getReturnType(descriptor));
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
			boolean protecting = PROTECTING.contains(Type.getReturnType(descriptor).getClassName());
			boolean bound = Type.getArgumentTypes(descriptor).length > 0;
			for (Object argument : arguments) {
				if (argument instanceof Handle handle) {
					reference(handle, protecting, bound);
				}
			}
		}

		private void reference(Handle handle, boolean protecting, boolean bound) {
			Site site = site(handle.getOwner(), handle.getName());
			if (site.owner().equals(CallSitesReader.this.type) && handle.getName().startsWith("lambda$")) {
				CallSitesReader.this.lambdas.put(handle.getName(), new Lambda(this.name, protecting));
				return;
			}
			(protecting ? CallSitesReader.this.byCode : this.calls).add(site);
			// Quotes::latest is called on objects that come later; this::latest has its
			// own
			if (bound && isOfFamily(Type.getObjectType(handle.getOwner()))) {
				this.onFamily.add(site);
			}
		}

		@Override
		public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
			if (!name.startsWith("this$")) {
				seen(Type.getType(descriptor));
			}
		}

		@Override
		public void visitTypeInsn(int opcode, String type) {
			seen(Type.getObjectType(type));
		}

		private Site site(String owner, String method) {
			return new Site(this.line, Type.getObjectType(owner).getClassName(), method);
		}

		private void seen(Type type) {
			Type element = (type.getSort() == Type.ARRAY) ? type.getElementType() : type;
			if (isOfFamily(element)) {
				this.atHand.add(element.getClassName());
			}
		}

		private boolean isOfFamily(Type type) {
			return type.getSort() == Type.OBJECT && CallSitesReader.this.family.containsKey(type.getClassName());
		}

		@Override
		public void visitEnd() {
			this.onFamily.stream()
				.filter((site) -> this.atHand.stream()
					.noneMatch(
							(type) -> CallSitesReader.this.family.getOrDefault(type, Set.of()).contains(site.owner())))
				.forEach(CallSitesReader.this.sites.onItself()::add);
		}

	}

}
