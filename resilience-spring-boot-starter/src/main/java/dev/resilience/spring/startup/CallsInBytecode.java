package dev.resilience.spring.startup;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Reads from the bytecode of a class which methods its methods call, method references
 * included. Of a call of one of its own methods it knows whether the receiver must be
 * {@code this}: nothing else of the class's type is at hand in the calling method. A
 * field or a parameter of that type may hold the proxy.
 */
final class CallsInBytecode {

	private CallsInBytecode() {
	}

	/**
	 * A call.
	 *
	 * @param caller the calling method
	 * @param owner the class or interface that is named as the called method's, as in
	 * bytecode
	 * @param called the called method
	 */
	record Call(Signature caller, String owner, Signature called) {
	}

	/**
	 * A method within its class, as in bytecode.
	 *
	 * @param name the name
	 * @param descriptor the parameters and what is returned
	 */
	record Signature(String name, String descriptor) {
	}

	/**
	 * What the methods of one class call.
	 *
	 * @param onOthers calls whose receiver may be another object
	 * @param onItself calls whose receiver is {@code this}, or which need none
	 */
	record Calls(List<Call> onOthers, List<Call> onItself) {
	}

	/**
	 * Reads a class.
	 * @param type the class
	 * @param family the names, as in bytecode, of all classes and interfaces that an
	 * object of the class is one of
	 * @return its calls; none if its bytecode is not to be had
	 */
	static Calls of(Class<?> type, Set<String> family) {
		Calls calls = new Calls(new ArrayList<>(), new ArrayList<>());
		try (InputStream bytecode = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			if (bytecode != null) {
				new ClassReader(bytecode).accept(new OfClass(family, calls),
						ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			// newer bytecode than is known here: there is a warning less
		}
		return calls;
	}

	private static final class OfClass extends ClassVisitor {

		private final Set<String> family;

		private final Calls calls;

		OfClass(Set<String> family, Calls calls) {
			super(SpringAsmInfo.ASM_VERSION);
			this.family = family;
			this.calls = calls;
		}

		@Override
		public @Nullable MethodVisitor visitMethod(int access, String name, String descriptor,
				@Nullable String signature, String @Nullable [] exceptions) {
			// a bridge is the compiler's way into the method itself, which nobody calls
			// past the proxy
			return ((access & Opcodes.ACC_BRIDGE) != 0) ? null
					: new OfMethod(new Signature(name, descriptor), this.family, this.calls);
		}

	}

	private static final class OfMethod extends MethodVisitor {

		private final Signature method;

		private final Set<String> family;

		private final Calls calls;

		private final List<Call> onFamily = new ArrayList<>();

		private boolean hasAnother;

		OfMethod(Signature method, Set<String> family, Calls calls) {
			super(SpringAsmInfo.ASM_VERSION);
			this.method = method;
			this.family = family;
			this.calls = calls;
			for (Type parameter : Type.getArgumentTypes(method.descriptor())) {
				seen(parameter);
			}
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			if (opcode != Opcodes.INVOKESPECIAL) {
				// a constructor, a method of super, a private one: no call that a proxy
				// could see
				add(owner, new Signature(name, descriptor));
			}
			seen(Type.getReturnType(descriptor));
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
			boolean bound = Stream.of(Type.getArgumentTypes(descriptor)).anyMatch(this::isOfFamily);
			for (Object argument : arguments) {
				if (argument instanceof Handle handle && handle.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
					// Quotes::latest is called on objects that come later; this::latest
					// and lambdas have theirs
					boolean later = this.family.contains(handle.getOwner()) && !bound
							&& handle.getTag() != Opcodes.H_INVOKESTATIC;
					if (!later) {
						add(handle.getOwner(), new Signature(handle.getName(), handle.getDesc()));
					}
				}
			}
		}

		@Override
		public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
			seen(Type.getType(descriptor));
		}

		@Override
		public void visitTypeInsn(int opcode, String type) {
			seen(Type.getObjectType(type));
		}

		private void add(String owner, Signature called) {
			Call call = new Call(this.method, owner, called);
			(this.family.contains(owner) ? this.onFamily : this.calls.onOthers()).add(call);
		}

		private void seen(Type type) {
			this.hasAnother |= isOfFamily((type.getSort() == Type.ARRAY) ? type.getElementType() : type);
		}

		private boolean isOfFamily(Type type) {
			return type.getSort() == Type.OBJECT && this.family.contains(type.getInternalName());
		}

		@Override
		public void visitEnd() {
			(this.hasAnother ? this.calls.onOthers() : this.calls.onItself()).addAll(this.onFamily);
		}

	}

}
